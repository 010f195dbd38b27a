package io.pocketio.server.socket;

import io.pocketio.DisconnectReason;
import io.pocketio.adapter.BroadcastFlags;
import io.pocketio.protocol.EncodedPacket;
import io.pocketio.protocol.Packet;

/**
 * The way of what one socket sends, and what that way has to know of the socket's life. Called in the socket's lane, unless it says
 * otherwise.
 */
public interface Outgoing {

    /** A client asks to be connected: goes on with {@link OutgoingHost#admit}, now or when it is known who comes. */
    void open();

    /** The socket is let in, and in its own room: sends the reply, and goes on with {@link OutgoingHost#welcomed}. */
    void welcome();

    /** Sends behind what was sent before. Any thread. */
    void send(EncodedPacket packet, boolean isVolatile);

    /** Whether an event that is emitted now is sent, or kept for a client that may come back. Any thread. */
    boolean mayEmit();

    /** Sends an event that asks for no answer. To be called when it {@linkplain #mayEmit may}. Any thread. */
    void emit(Packet packet, BroadcastFlags flags);

    /** Whether the client has come back to a session of its own. Any thread. */
    default boolean isRecovered() {
        return false;
    }

    /** Sends what other threads have left to be sent. */
    default void flush() {}

    /** Sends the last of what other threads have left to be sent. */
    default void finish() {}

    /** The socket is about to end. */
    default void leaving(DisconnectReason reason) {}

    /** The socket sends nothing any more, and is in its rooms still. */
    default void silenced(DisconnectReason reason) {}

    /** The socket is in no room any more. */
    default void gone() {}
}
