package io.pocketio.engine;

import java.time.Duration;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * An Engine.IO server: what a binding hands its HTTP requests and WebSockets to. Knows nothing of Socket.IO, so an application can
 * mount one with a listener of its own, made by {@code io.pocketio.engine.session.EngineServerBuilder}. Thread-safe.
 *
 * @since 0.1
 * @see <a href="https://socket.io/docs/v4/engine-io-protocol/">Engine.IO protocol</a>
 */
public interface EngineServer {

    EngineOptions options();

    /**
     * Answers an HTTP request that is no WebSocket upgrade: polls, posts, and errors. Cancelling the result tells that the client
     * has gone, and ends its session at once.
     */
    Mono<EngineResponse> handle(EngineRequest request);

    /**
     * As {@link #handle(EngineRequest)}, for a binding whose server has event loops: the answer to a poll takes all that was sent
     * in one turn of the loop, and what a long body brings is handled in several, so that the loop's other connections come in between.
     *
     * @param turns of the event loop of the request's connection
     */
    Mono<EngineResponse> handle(EngineRequest request, EventLoopTurns turns);

    /** Judges a WebSocket upgrade, before it is done. */
    Mono<Admission> admit(EngineRequest request);

    /**
     * As {@link #handle(EngineRequest, EventLoopTurns)}, for clients of Socket.IO 0.7 to 0.9, who say in the path what they want. 404
     * unless {@link EngineOptions#allowOlderClients()}.
     *
     * @param below what stands below the engine's own path, decoded: {@code 1/xhr-polling/<sid>}
     * @param turns as above; {@code null} where there are no event loops
     */
    Mono<EngineAnswer> handleLegacy(EngineRequest request, String below, @Nullable EventLoopTurns turns);

    /** As {@link #admit}, for those clients. */
    Mono<Admission> admitLegacy(EngineRequest request, String below);

    /**
     * Takes over an upgraded connection. Called in the channel's lane.
     *
     * @return whom the binding tells what happens on the connection
     */
    FrameListener accept(Admission.Granted admission, FrameChannel channel);

    /** Sessions that are open now. */
    int clientsCount();

    /** What the server tells of itself. */
    EngineStatistics statistics();

    /** Timers that are armed now: heartbeats and time-outs of sessions. Without sessions there is none. */
    int timersCount();

    /** Takes sessions again after {@link #close()}. A new engine is open. */
    void open();

    /** Closes all sessions and refuses new ones. Starts at once; the result completes when the last one is closed. */
    Mono<Void> close();

    /**
     * As {@link #close()}, where sessions are closed at moments that chance decides, all of them in that time: so that their clients do not
     * come to other servers all at once. Until then a session goes on.
     */
    Mono<Void> close(Duration drain);

    /** Closes the sessions that pass the test, in the same way, and goes on taking new ones. */
    Mono<Void> close(Predicate<EngineSession> sessions);
}
