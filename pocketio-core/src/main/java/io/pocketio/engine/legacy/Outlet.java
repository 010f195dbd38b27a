package io.pocketio.engine.legacy;

import io.pocketio.engine.packet.EnginePacket;
import java.util.List;

/** A GET that waits for messages. Called in the session's lane, but for {@link #isReady()}. */
interface Outlet {

    /** Whether it takes messages now. Any thread may ask. */
    boolean isReady();

    /**
     * Sends the messages.
     *
     * @return whether it takes more after them
     */
    boolean write(List<EnginePacket> packets);

    /** Bytes that have been written, and that its client has not taken yet. */
    long pendingBytes();

    /** Whether it is to be answered after a while in any case. */
    boolean isPoll();

    /** Ends it in good order; one that has been answered has ended. */
    void end();

    /** Cuts it off: its client does not take what has been written. */
    void cut();

    /** There is no such session: says so, and ends. */
    void refuse();

    /** What is told of it. Once, before anything else. */
    void listen(Listener listener);

    /** Has the task run at the end of the turn of its connection's event loop; {@code false} when there is none. */
    boolean atEndOfTurn(Runnable task);

    /** Any thread may call. */
    interface Listener {

        /** It takes messages again. */
        void ready();

        /** Its client has gone before it has ended. */
        void gone();
    }
}
