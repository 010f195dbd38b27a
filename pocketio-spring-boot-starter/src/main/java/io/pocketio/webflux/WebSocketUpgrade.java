package io.pocketio.webflux;

import io.pocketio.engine.FrameChannel;
import io.pocketio.engine.FrameListener;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Makes a WebSocket of an HTTP exchange, on a certain kind of server. Not for applications. Thread-safe. */
public interface WebSocketUpgrade {

    /**
     * Upgrades a request that {@link WebSocketHandshakes} has found proper.
     *
     * @param headers to be sent with the upgrade
     * @param accept called with the connection, in its lane, before anything is read from it
     * @return completes when the exchange has nothing left to do, with an error when the upgrade failed; if {@code accept} has
     *     been called by then, the connection ends for its listener as well
     */
    Mono<Void> upgrade(
            ServerWebExchange exchange,
            Map<String, List<String>> headers,
            Function<FrameChannel, FrameListener> accept);
}
