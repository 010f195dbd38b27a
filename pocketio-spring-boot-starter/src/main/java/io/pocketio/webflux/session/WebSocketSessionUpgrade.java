package io.pocketio.webflux.session;

import io.pocketio.engine.FrameChannel;
import io.pocketio.engine.FrameListener;
import io.pocketio.webflux.EngineHeaders;
import io.pocketio.webflux.WebSocketHandshakes;
import io.pocketio.webflux.WebSocketUpgrade;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.web.reactive.socket.WebSocketHandler;
import org.springframework.web.reactive.socket.WebSocketSession;
import org.springframework.web.reactive.socket.server.RequestUpgradeStrategy;
import org.springframework.web.reactive.socket.server.support.HandshakeWebSocketService;
import org.springframework.web.reactive.socket.server.upgrade.JettyRequestUpgradeStrategy;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * The upgrade by Spring's own means, for servers with the Jakarta WebSocket API, such as Tomcat, and for Jetty, whose limit of a message
 * is one of the server's, not of the connection: the application's other WebSockets get it, too.
 */
final class WebSocketSessionUpgrade implements WebSocketUpgrade {

    private static final String JETTY = "org.eclipse.jetty.";

    private final int maxMessageSize;

    /** Made for the first upgrade, when it is known what server there is; a race makes two, to the same effect. */
    private volatile @Nullable HandshakeWebSocketService handshakes;

    WebSocketSessionUpgrade(int maxMessageSize) {
        this.maxMessageSize = maxMessageSize;
    }

    private HandshakeWebSocketService handshakes(ServerWebExchange exchange) {
        HandshakeWebSocketService service = handshakes;
        if (service == null) {
            Object response = ServerHttpResponseDecorator.getNativeResponse(exchange.getResponse());
            // not the service's own detection, which goes by the classes that are there, not by the server that runs
            boolean jetty = response.getClass().getName().startsWith(JETTY);
            service = new HandshakeWebSocketService(
                    jetty ? JettyStrategy.create(maxMessageSize) : JakartaStrategy.create(maxMessageSize));
            handshakes = service;
        }
        return service;
    }

    /** As {@link JettyStrategy}. */
    private static final class JakartaStrategy {

        static RequestUpgradeStrategy create(int maxMessageSize) {
            return new PiecewiseUpgradeStrategy(maxMessageSize);
        }
    }

    /** A class of its own, loaded only where Jetty is. */
    private static final class JettyStrategy {

        static RequestUpgradeStrategy create(int maxMessageSize) {
            JettyRequestUpgradeStrategy strategy = new JettyRequestUpgradeStrategy();
            strategy.addWebSocketConfigurer(settings -> {
                settings.setMaxTextMessageSize(maxMessageSize);
                settings.setMaxBinaryMessageSize(maxMessageSize);
            });
            return strategy;
        }
    }

    @Override
    public Mono<Void> upgrade(
            ServerWebExchange exchange,
            Map<String, List<String>> headers,
            Function<FrameChannel, FrameListener> accept) {
        EngineHeaders.write(headers, exchange.getResponse().getHeaders());
        return handshakes(exchange)
                .handleRequest(
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
