package io.pocketio.engine.transport;

import io.pocketio.engine.CloseReason;
import io.pocketio.engine.EngineRequest;
import io.pocketio.engine.packet.EnginePacket;
import io.pocketio.engine.packet.Revision;
import io.pocketio.lane.Lane;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;

/** What a transport needs of the session that it carries, or is to carry. Called in {@link #lane()}, but for that itself. */
public interface TransportHost {

    Lane lane();

    /** See {@link io.pocketio.engine.EngineSession#execute}. Any thread. */
    void execute(Runnable task);

    /** See {@link io.pocketio.engine.EngineSession#post}. Any thread. */
    void post(Runnable task);

    /** The request that opened the session. */
    EngineRequest request();

    /** What the client speaks. */
    Revision revision();

    /** Whether text that is sent is JSON, or has nothing but ASCII ahead of one. */
    boolean jsonMessages();

    /** Whether the application takes messages now. */
    boolean isReading();

    /** @param packet from the client; {@code null} for what is none */
    void received(Transport from, @Nullable EnginePacket packet);

    /** The client has said goodbye. */
    void closedByClient();

    /**
     * What is sent goes that way from now on, and that tells of what waits there: see {@link Transport#direct}.
     *
     * @param waiting to be sent first; dropped when it was too much, for the session is about to end
     */
    void goesBy(Transport way, List<EnginePacket> waiting);

    /** What waits in the transport has become much, or has gone. */
    void backlogChanged(Transport of);

    /** So many bytes more of what the client has sent wait, or fewer. Any thread. */
    void holds(long bytes);

    /** As {@link #holds}, of what becomes no more while the session does not read. Any thread. */
    void holdsInHand(long bytes);

    /** Nothing waits for the client any more. */
    void caughtUp();

    /**
     * The transport's connection is gone.
     *
     * @param cause what broke, when something did
     */
    void lost(Transport lost, @Nullable Throwable cause);

    /**
     * Ends the session, if that has not happened yet.
     *
     * @param cause what broke, when something did
     */
    void end(CloseReason reason, @Nullable Throwable cause);

    /** Runs the task in the lane after the delay, unless disposed of or the session has ended. */
    Disposable schedule(Duration delay, Runnable task);
}
