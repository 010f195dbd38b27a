package io.pocketio.webflux;

import io.pocketio.engine.FrameChannel;
import io.pocketio.engine.FrameListener;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.socket.WebSocketHandler;
import org.springframework.web.reactive.socket.WebSocketSession;
import org.springframework.web.reactive.socket.server.support.HandshakeWebSocketService;
import org.springframework.web.reactive.socket.server.upgrade.StandardWebSocketUpgradeStrategy;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * The upgrade by Spring's own means, for servers with the Jakarta WebSocket API, such as Tomcat. There the limit is one of the
 * server's, not of the connection: the application's other WebSockets get the larger buffers, too.
 */
final class WebSocketSessionUpgrade implements WebSocketUpgrade {

    private final int maxMessageSize;
    private final HandshakeWebSocketService handshakes;

    WebSocketSessionUpgrade(int maxMessageSize) {
        this.maxMessageSize = maxMessageSize;
        // not the service's own detection, which takes Reactor Netty for the server whenever its classes are there
        StandardWebSocketUpgradeStrategy strategy = new StandardWebSocketUpgradeStrategy();
        strategy.setMaxTextMessageBufferSize(maxMessageSize);
        strategy.setMaxBinaryMessageBufferSize(maxMessageSize);
        handshakes = new HandshakeWebSocketService(strategy);
    }

    @Override
    public Mono<Void> upgrade(
            ServerWebExchange exchange, Map<String, String> headers, Function<FrameChannel, FrameListener> accept) {
        headers.forEach(exchange.getResponse().getHeaders()::set);
        return handshakes.handleRequest(
                exchange, new Handler(WebSocketHandshakes.subprotocol(exchange), maxMessageSize, accept));
    }

    private record Handler(
            @Nullable String subprotocol, int maxMessageSize, Function<FrameChannel, FrameListener> accept)
            implements WebSocketHandler {

        @Override
        public List<String> getSubProtocols() {
            return subprotocol == null ? List.of() : List.of(subprotocol);
        }

        @Override
        public Mono<Void> handle(WebSocketSession session) {
            return new WebSocketSessionFrameChannel(session, maxMessageSize).serve(accept);
        }
    }
}
