package io.pocketio.engine.transport;

import io.pocketio.engine.TransportType;
import io.pocketio.engine.packet.EnginePacket;
import java.util.List;

/** What carries a session's packets now. Confined to the session's lane, {@link #isWritable()} excepted. */
public interface Transport {

    TransportType type();

    /** What would do the same for {@link #send} and {@link #isWritable}, with nothing between. */
    default Transport direct() {
        return this;
    }

    /** Whether that is this one, or carries the session for this one now. */
    default boolean is(Transport other) {
        return other == this;
    }

    /** Whether a packet would leave at once. Any thread may ask. */
    boolean isWritable();

    void send(EnginePacket packet);

    /** @return {@link #pendingBytes} then */
    long send(List<EnginePacket> packets);

    /** Bytes that wait for the client. */
    long pendingBytes();

    void setReading(boolean reading);

    /** Whether something has come that waits for its turn to be read. */
    boolean hasUnread();

    /** Whether only an answer to a ping tells that the client is there: else the transport finds that out itself. */
    default boolean isPinged() {
        return true;
    }

    /** Ends the session as soon as what was sent is on its way. */
    void closeGracefully();

    /** Ends the transport at once: what is pending goes out if it can, then a farewell. */
    void close();

    /** Ends the transport at once, without what is pending: its client does not take it. */
    void abort();
}
