package io.pocketio.webflux.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.web.reactive.function.server.RequestPredicates.all;
import static org.springframework.web.reactive.function.server.RouterFunctions.route;

import io.pocketio.webflux.RawWebSocket;
import io.pocketio.webflux.RecordingListener;
import io.pocketio.webflux.TestServers;
import io.pocketio.webflux.WebSocketUpgrade;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.websocket.WebSocketContainer;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.web.server.WebServer;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import reactor.core.publisher.Mono;

@Timeout(60)
class TomcatMessageBufferTests {

    /** What Tomcat reserves for each WebSocket unless it is told otherwise. */
    private static final int OF_TOMCAT = 8 * 1024;

    @Test
    void reservesNothingOfTheLargestMessageForAWebSocket() throws Exception {
        AtomicReference<WebSocketContainer> container = new AtomicReference<>();
        WebSocketUpgrade upgrade = new WebSocketSessionUpgrade(1_000_000);
        WebServer server = TestServers.TOMCAT.start(route(all(), request -> {
            HttpServletRequest servlet = ServerHttpRequestDecorator.getNativeRequest(
                    request.exchange().getRequest());
            container.set((WebSocketContainer)
                    servlet.getServletContext().getAttribute("jakarta.websocket.server.ServerContainer"));
            return upgrade.upgrade(request.exchange(), Map.of(), RecordingListener::new)
                    .then(Mono.empty());
        }));
        try (RawWebSocket client = new RawWebSocket(server.getPort(), "/")) {
            assertThat(client.upgrade().status()).isEqualTo(101);

            assertThat(container.get().getDefaultMaxTextMessageBufferSize()).isEqualTo(OF_TOMCAT);
            assertThat(container.get().getDefaultMaxBinaryMessageBufferSize()).isEqualTo(OF_TOMCAT);
        } finally {
            server.stop();
        }
    }
}
