package io.pocketio.engine;

import io.pocketio.engine.packet.Frame;
import io.pocketio.lane.Lane;

/**
 * One WebSocket connection as the engine sees it, implemented by the binding to an HTTP server. A push: the engine writes
 * when it has something, and the binding keeps order.
 *
 * <p>{@link #write}, {@link #flush} and {@link #setReading} are called in {@link #lane()} only; any thread may call the others.
 *
 * @since 0.1
 */
public interface FrameChannel {

    /** Enqueues, keeps order, does not flush. Dropped when the connection is closed. */
    void write(Frame frame);

    /**
     * Asks that what was written be handed to the socket: at the end of the read burst or of the lane's turn, whichever comes
     * first, so that many calls cost one system call. Free when nothing is pending.
     */
    void flush();

    /** Whether what is pending is below the high-water mark. */
    boolean isWritable();

    /** Bytes written that the socket has not taken yet, as far as the server below tells. */
    long pendingBytes();

    /** Stops, or resumes, reading from the connection, so that a client that sends faster than it is served has to wait. */
    void setReading(boolean reading);

    /**
     * Whether something has come that is to be handed on when others have had their turn, or there was when this was asked last: its
     * sender is alive. In the lane.
     */
    default boolean hasUnread() {
        return false;
    }

    /** Sends what is pending, then a close frame without a code, then closes. Does nothing when closed already. */
    void close();

    /**
     * Drops what is pending and closes, without a word to the peer: it does not read what it is sent, and its memory is needed.
     * What this does unless overridden is to {@link #close()}, which may keep that memory for a while.
     */
    default void abort() {
        close();
    }

    /** The lane in which this channel calls its listener. */
    Lane lane();
}
