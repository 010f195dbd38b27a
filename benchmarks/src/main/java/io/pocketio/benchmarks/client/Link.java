package io.pocketio.benchmarks.client;

import io.netty.buffer.ByteBuf;

/** What carries the packets of one Engine.IO session: a WebSocket, or HTTP requests. Confined to the loop. */
interface Link {

    /** A packet of Engine.IO that is text, its type first. */
    void send(String packet);

    /** A message that is binary. */
    void send(byte[] message);

    /** Whether what has been sent so far is gone, but for a little. */
    boolean isWritable();

    /** Whether to go on reading what the server sends. */
    void setReading(boolean reading);

    /** In the way of the transport. */
    void close();

    /** As if the machine had lost power, but for the packet that resets the connection. */
    void reset();

    /** Told of what a link carries. The buffers are lent for the call. */
    interface Listener {

        void opened();

        void packet(ByteBuf text);

        void message(ByteBuf binary);

        void writable();

        /** Once, as the last call. */
        void closed(String reason);
    }
}
