package io.pocketio.webflux;

import io.pocketio.engine.Compression;
import io.pocketio.engine.FrameChannel;
import io.pocketio.engine.FrameListener;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.util.ClassUtils;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Makes a WebSocket of an HTTP exchange, on a certain kind of server. Thread-safe. */
interface WebSocketUpgrade {

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

    /**
     * Decides with each request, by the server's own response below WebFlux's. A server's classes are there only where it is: with
     * Reactor Netty alone there is no Jakarta WebSocket API, with another server's starter often no Netty.
     *
     * @param compression on Reactor Netty; other servers agree on it by themselves, or do not
     */
    static WebSocketUpgrade ofServerInUse(int maxMessageSize, @Nullable Compression compression) {
        if (!isPresent("reactor.netty.http.server.HttpServerResponse")) {
            return new WebSocketSessionUpgrade(maxMessageSize);
        }
        NettyWebSocketUpgrade netty = new NettyWebSocketUpgrade(maxMessageSize, compression);
        if (!isPresent("jakarta.websocket.server.ServerContainer")) {
            return netty;
        }
        WebSocketUpgrade sessions = new WebSocketSessionUpgrade(maxMessageSize);
        return (exchange, headers, accept) -> {
            boolean onNetty = NettyWebSocketUpgrade.supports(nativeResponse(exchange.getResponse()));
            return (onNetty ? netty : sessions).upgrade(exchange, headers, accept);
        };
    }

    private static boolean isPresent(String className) {
        return ClassUtils.isPresent(className, WebSocketUpgrade.class.getClassLoader());
    }

    private static Object nativeResponse(ServerHttpResponse response) {
        return ServerHttpResponseDecorator.getNativeResponse(response);
    }
}
