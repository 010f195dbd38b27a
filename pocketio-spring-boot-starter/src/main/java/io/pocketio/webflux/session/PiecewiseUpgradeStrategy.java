package io.pocketio.webflux.session;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.websocket.CloseReason;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpointConfig;
import java.util.Map;
import org.springframework.web.reactive.socket.server.upgrade.StandardWebSocketUpgradeStrategy;

/**
 * Has Spring's endpoint of a WebSocket get its messages by way of {@link MessagePieces}: Tomcat reserves buffers of the largest message
 * that it is to put together itself for each WebSocket, before a byte has come, and so a few dozen idle clients fill a small heap.
 */
final class PiecewiseUpgradeStrategy extends StandardWebSocketUpgradeStrategy {

    private final int maxMessageSize;

    PiecewiseUpgradeStrategy(int maxMessageSize) {
        this.maxMessageSize = maxMessageSize;
    }

    @Override
    protected void upgradeHttpToWebSocket(
            HttpServletRequest request,
            HttpServletResponse response,
            ServerEndpointConfig ofSpring,
            Map<String, String> pathParams)
            throws Exception {
        Endpoint whole = ofSpring.getConfigurator().getEndpointInstance(Endpoint.class);
        ServerEndpointConfig config = ServerEndpointConfig.Builder.create(Endpoint.class, ofSpring.getPath())
                .subprotocols(ofSpring.getSubprotocols())
                .extensions(ofSpring.getExtensions())
                .configurator(new Instance(new Piecewise(whole, maxMessageSize)))
                .build();
        super.upgradeHttpToWebSocket(request, response, config, pathParams);
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

    private static final class Piecewise extends Endpoint {

        private final Endpoint whole;
        private final int maxMessageSize;

        Piecewise(Endpoint whole, int maxMessageSize) {
            this.whole = whole;
            this.maxMessageSize = maxMessageSize;
        }

        @Override
        public void onOpen(Session session, EndpointConfig config) {
            whole.onOpen(session, config);
            MessagePieces.putTogether(session, maxMessageSize);
        }

        @Override
        public void onClose(Session session, CloseReason reason) {
            whole.onClose(session, reason);
        }

        @Override
        public void onError(Session session, Throwable failure) {
            whole.onError(session, failure);
        }
    }
}
