package io.pocketio.engine;

import io.pocketio.engine.packet.EnginePacket;
import io.pocketio.engine.packet.Revision;
import io.pocketio.lane.Lane;
import java.time.Duration;
import java.util.List;
import reactor.core.Disposable;

/**
 * The connection of one client, whatever carries it: opened by a handshake, moved from polling to a WebSocket by an upgrade, kept
 * alive by a heartbeat, ended once. Any thread may call, unless a method says otherwise.
 *
 * @since 0.1
 */
public interface EngineSession {

    /** A secret: who knows it can take part in the session. */
    String id();

    /** The request that opened the session, without its body. */
    EngineRequest request();

    /** What carries the session now. */
    TransportType transport();

    /** What its client speaks. */
    Revision revision();

    boolean isOpen();

    /** Whether a packet would leave at once: the WebSocket is below its high-water mark, or a poll is parked. */
    boolean isWritable();

    /** Where this session's listener is called. */
    Lane lane();

    /**
     * Where many sessions can be served in one task: the event loop of the connection, or {@link #lane()} where there is none.
     * What a task in this lane sends is not overtaken by what the same thread sends directly.
     */
    default Lane home() {
        return lane().home();
    }

    /**
     * Sends the packet. Packets sent by one thread keep their order. Dropped when the session is not open. Nothing is thrown: a session
     * to which something cannot be written ends, see {@link #execute}.
     */
    void send(EnginePacket packet);

    /** Sends the packets with nothing between them. */
    void send(List<EnginePacket> packets);

    /** Sends all of the packets if the session is writable when their turn comes, else none. */
    void sendVolatile(List<EnginePacket> packets);

    /**
     * Closes: what was sent goes out first. Over polling without a parked poll that takes until the next one; the listener is
     * told then.
     */
    void close();

    /** The client is known to have left this session for another one: ends it now, as if its connection were lost. In the lane. */
    void giveUp();

    /** Stops, or resumes, taking messages from the client; what it sends meanwhile waits in its own socket. */
    void setReading(boolean enabled);

    /**
     * So many bytes more of what the client has sent wait, or fewer: they count in {@link EngineOptions#maxTotalInboundBuffer()}. When
     * there is no room for them the session ends, soon but not within this call, and takes no more messages. What is counted has to
     * be taken back, also after the end.
     */
    void holds(long bytes);

    /**
     * As {@link #holds}, of what becomes no more while reading pauses, such as events in the hands of handlers: the session ends only
     * at the bound itself.
     */
    void holdsInHand(long bytes);

    /**
     * Whether reading should pause: half of {@link EngineOptions#maxTotalInboundBuffer()} is in use, and more than an equal share of
     * that half waits of this client.
     */
    boolean isInboundShareExceeded();

    /**
     * Runs the task in the lane: at once where {@link Lane#execute} does. One that throws ends the session, and an ERROR tells of it,
     * for nobody knows what is left undone.
     */
    void execute(Runnable task);

    /** Runs the task in the lane, but never within this call: see {@link Lane#post}. One that throws ends the session, as above. */
    void post(Runnable task);

    /** Runs the task in the lane after the delay, unless disposed of or the session has ended. */
    Disposable schedule(Duration delay, Runnable task);
}
