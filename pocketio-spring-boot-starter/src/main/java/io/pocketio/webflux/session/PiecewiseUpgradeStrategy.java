package io.pocketio.webflux.session;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpointConfig;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBufferFactory;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.web.reactive.socket.HandshakeInfo;
import org.springframework.web.reactive.socket.WebSocketHandler;
import org.springframework.web.reactive.socket.adapter.ContextWebSocketHandler;
import org.springframework.web.reactive.socket.adapter.StandardWebSocketHandlerAdapter;
import org.springframework.web.reactive.socket.adapter.StandardWebSocketSession;
import org.springframework.web.reactive.socket.server.upgrade.StandardWebSocketUpgradeStrategy;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Upgrades to a {@link TomcatSession} that gets its messages by way of {@link MessagePieces}: Tomcat reserves buffers of the largest
 * message that it is to put together itself for each WebSocket, before a byte has come, and so a few dozen idle clients fill a small heap.
 */
final class PiecewiseUpgradeStrategy extends StandardWebSocketUpgradeStrategy {

    private final int maxMessageSize;

    PiecewiseUpgradeStrategy(int maxMessageSize) {
        this.maxMessageSize = maxMessageSize;
    }

    @Override
    public Mono<Void> upgrade(
            ServerWebExchange exchange,
            WebSocketHandler handler,
            @Nullable String subProtocol,
            Supplier<HandshakeInfo> handshakeInfo) {
        HandshakeInfo info = handshakeInfo.get();
        DataBufferFactory buffers = exchange.getResponse().bufferFactory();
        return exchange.getResponse().setComplete().then(Mono.deferContextual(context -> {
            Endpoint endpoint = new Piecewise(
                    ContextWebSocketHandler.decorate(handler, context),
                    session -> new TomcatSession(session, info, buffers),
                    maxMessageSize);
            return upgrade(exchange, endpoint, subProtocol == null ? List.of() : List.of(subProtocol));
        }));
    }

    private Mono<Void> upgrade(ServerWebExchange exchange, Endpoint endpoint, List<String> subprotocols) {
        HttpServletRequest request = ServerHttpRequestDecorator.getNativeRequest(exchange.getRequest());
        HttpServletResponse response = ServerHttpResponseDecorator.getNativeResponse(exchange.getResponse());
        ServerEndpointConfig config = ServerEndpointConfig.Builder.create(Endpoint.class, request.getRequestURI())
                .subprotocols(subprotocols)
                .configurator(new Instance(endpoint))
                .build();
        try {
            upgradeHttpToWebSocket(request, response, config, Map.of());
            return Mono.empty();
        } catch (Exception failure) {
            return Mono.error(failure);
        }
    }

    private static final class Instance extends ServerEndpointConfig.Configurator {

        private final Endpoint endpoint;

        Instance(Endpoint endpoint) {
            this.endpoint = endpoint;
        }

        @Override
        public <T> T getEndpointInstance(Class<T> type) {
            return type.cast(endpoint);
        }
    }

    private static final class Piecewise extends StandardWebSocketHandlerAdapter {

        private final int maxMessageSize;

        Piecewise(WebSocketHandler handler, Function<Session, StandardWebSocketSession> sessions, int maxMessageSize) {
            super(handler, sessions);
            this.maxMessageSize = maxMessageSize;
        }

        @Override
        public void onOpen(Session session, EndpointConfig config) {
            super.onOpen(session, config);
            MessagePieces.putTogether(session, maxMessageSize);
        }
    }
}
