package io.pocketio.webflux.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.springframework.web.reactive.function.server.RequestPredicates.path;
import static org.springframework.web.reactive.function.server.RouterFunctions.route;

import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.pocketio.engine.CloseReason;
import io.pocketio.engine.EngineServer;
import io.pocketio.engine.session.EngineServerBuilder;
import io.pocketio.webflux.EngineHandlerFunction;
import io.pocketio.webflux.LeakCheck;
import io.pocketio.webflux.RawWebSocket;
import io.pocketio.webflux.RecordingEngine;
import java.io.InputStream;
import java.net.InetAddress;
import java.security.KeyStore;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.WebServer;
import org.springframework.web.reactive.function.server.RouterFunctions;
import reactor.netty.http.Http11SslContextSpec;
import reactor.netty.http.Http2SslContextSpec;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.server.HttpServer;
import reactor.netty.tcp.SslProvider.GenericSslContextSpec;

/** The Netty channel among the handlers that an application can have Reactor Netty put into the pipeline. */
@ExtendWith(LeakCheck.class)
@Timeout(60)
class NettyPipelineTests {

    enum Pipeline {
        PLAIN(server -> server),
        TLS(server -> withTls(server, Http11SslContextSpec::forServer)),
        TLS_AND_HTTP2(server ->
                withTls(server, Http2SslContextSpec::forServer).protocol(HttpProtocol.H2, HttpProtocol.HTTP11)),
        CLEARTEXT_HTTP2(server -> server.protocol(HttpProtocol.H2C, HttpProtocol.HTTP11)),
        COMPRESSION(server -> server.compress(true)),
        ACCESS_LOG(server -> server.accessLog(true)),
        WIRETAP(server -> server.wiretap(true)),
        TIMEOUTS(server -> server.idleTimeout(Duration.ofSeconds(30))
                .readTimeout(Duration.ofSeconds(30))
                .maxKeepAliveRequests(2));

        private final UnaryOperator<HttpServer> settings;

        Pipeline(UnaryOperator<HttpServer> settings) {
            this.settings = settings;
        }

        boolean secure() {
            return this == TLS || this == TLS_AND_HTTP2;
        }
    }

    private static HttpServer withTls(
            HttpServer server, Function<KeyManagerFactory, GenericSslContextSpec<?>> context) {
        try (InputStream file = NettyPipelineTests.class.getResourceAsStream("localhost.p12")) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(file, "pocketio".toCharArray());
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, "pocketio".toCharArray());
            return server.secure(spec -> spec.sslContext(context.apply(keys)));
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }

    private final RecordingEngine application = new RecordingEngine();
    private final EngineServer engine = EngineServerBuilder.create(application).build();

    @ParameterizedTest
    @EnumSource
    void exchangesMessagesAndCloses(Pipeline pipeline) throws Exception {
        WebServer server = start(pipeline);
        try (RawWebSocket socket = connect(pipeline, server.getPort())) {
            assertThat(socket.read().text()).startsWith("0{");
            assertThat(application.session().request().secure()).isEqualTo(pipeline.secure());

            for (int length : new int[] {10, 1_000, 100_000, 900_000}) {
                socket.sendText(RawWebSocket.TEXT, "4" + "x".repeat(length));
                assertThat(socket.read().data()).hasSize(length + 1);
            }
            socket.sendClose(1000);

            assertThat(socket.readClose().status()).isEqualTo(1000);
            assertThat(socket.isAtEnd()).isTrue();
            assertThat(application.awaitClose()).isEqualTo(CloseReason.TRANSPORT_CLOSE);
        } finally {
            server.stop();
        }
    }

    @ParameterizedTest
    @EnumSource
    void tellsTheClientWhatItDidWrong(Pipeline pipeline) throws Exception {
        WebServer server = start(pipeline);
        try (RawWebSocket socket = connect(pipeline, server.getPort())) {
            socket.sendText(RawWebSocket.TEXT, "4" + "x".repeat(1_500_000));

            assertThat(socket.readClose().status()).isEqualTo(1009);
            assertThat(application.awaitClose()).isEqualTo(CloseReason.TRANSPORT_ERROR);
        } finally {
            server.stop();
        }
        await().until(() -> engine.clientsCount() == 0);
    }

    private WebServer start(Pipeline pipeline) {
        NettyReactiveWebServerFactory factory = new NettyReactiveWebServerFactory(0);
        factory.setAddress(InetAddress.getLoopbackAddress());
        factory.addServerCustomizers(pipeline.settings::apply);
        WebServer server = factory.getWebServer(
                RouterFunctions.toHttpHandler(route(path("/engine.io/"), new EngineHandlerFunction(engine))));
        server.start();
        return server;
    }

    private static RawWebSocket connect(Pipeline pipeline, int port) throws Exception {
        String target = "/engine.io/?EIO=4&transport=websocket";
        return pipeline.secure() ? new RawWebSocket(trustingAll(), port, target) : new RawWebSocket(port, target);
    }

    private static SSLSocketFactory trustingAll() throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, InsecureTrustManagerFactory.INSTANCE.getTrustManagers(), null);
        return context.getSocketFactory();
    }
}
