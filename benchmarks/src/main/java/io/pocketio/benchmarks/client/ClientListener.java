package io.pocketio.benchmarks.client;

import io.netty.buffer.ByteBuf;

/** Told what a client gets, on the loop. The buffers are lent for the call. */
public interface ClientListener {

    /** The socket is in the main namespace. */
    void connected();

    /** An event, as the whole of its packet: {@code 42["name",…]}. */
    void event(ByteBuf packet);

    /** An event with one attachment: the packet, from {@code 45} on, and the bytes. */
    default void event(String packet, ByteBuf attachment) {
        throw new IllegalStateException("unexpected event with an attachment: " + packet);
    }

    /** More may be sent, after a time in which the connection was full. */
    default void writable() {}

    /** Once, as the last call, unless the load itself has ended the client. */
    void closed(String reason);
}
