package io.pocketio.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;

import io.pocketio.ConnectMiddleware;
import io.pocketio.ConnectRejectedException;
import io.pocketio.SocketIoServer;
import io.pocketio.annotation.SocketController;
import io.pocketio.annotation.SocketEvent;
import io.pocketio.engine.TestFrameChannel;
import io.pocketio.engine.TestRequests;
import io.pocketio.server.SocketIoServerBuilder;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** Applications of several contexts, all of them auto-configured. */
class ContextHierarchyTests {

    private static final String POLL = "/socket.io/?EIO=4&transport=polling";
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final String[] PROPERTIES = {
        "server.port=0",
        "spring.main.banner-mode=off",
        "spring.reactor.netty.shutdown-quiet-period=0s",
        "server.shutdown=graceful",
        "spring.lifecycle.timeout-per-shutdown-phase=60s"
    };

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();

    private @Nullable ConfigurableApplicationContext child;

    @AfterEach
    void close() {
        if (child != null && child.getParent() instanceof ConfigurableApplicationContext parent) {
            parent.close(); // and so its child
        }
    }

    @Test
    void registersHandlersOfParentAndChildWithTheServerOfTheParent() {
        SocketIoServer io = start(WebApplicationType.NONE).getBean(SocketIoServer.class);

        TestFrameChannel client = connect(io);

        client.receive("421[\"parent\"]");
        client.expect("431[\"parent\"]");
        client.receive("422[\"child\"]");
        client.expect("432[\"child\"]");
    }

    @Test
    void asksMiddlewaresOfParentAndChildOnce() {
        ConfigurableApplicationContext started = start(WebApplicationType.NONE);

        connect(started.getBean(SocketIoServer.class));

        assertThat(started.getBean(Parent.class).asked).hasValue(1);
        assertThat(started.getBean(Child.class).asked).hasValue(1);
    }

    @Test
    void asksMiddlewaresOfAParentThatIsNotAutoConfigured() {
        child = new SpringApplicationBuilder(Refusing.class)
                .web(WebApplicationType.NONE)
                .properties(PROPERTIES)
                .child(Child.class)
                .web(WebApplicationType.REACTIVE)
                .run();
        TestFrameChannel client = open(child.getBean(SocketIoServer.class));

        client.receive("40");

        client.expect("44{\"message\":\"not today\"}");
    }

    @Test
    void servesTheServerOfTheChildWhenBothHaveOne() throws Exception {
        ConfigurableApplicationContext started = start(WebApplicationType.REACTIVE, OwnServer.class);
        SocketIoServer own = started.getBean(OwnServer.class).io;

        assertThat(get(started).statusCode()).isEqualTo(200);

        assertThat(started.getBean(SocketIoServer.class)).isSameAs(own);
        assertThat(own.engine().clientsCount()).isOne();
        assertThat(Objects.requireNonNull(started.getParent())
                        .getBean(SocketIoServer.class)
                        .engine()
                        .clientsCount())
                .isZero();
    }

    @Test
    void closesParkedPollsBeforeTheGracePeriodOfTheChild() throws Exception {
        ConfigurableApplicationContext started = start(WebApplicationType.NONE);
        String handshake = get(started).body();
        String sid = handshake.substring(handshake.indexOf("\"sid\":\"") + 7).split("\"")[0];
        CompletableFuture<HttpResponse<String>> parked =
                http.sendAsync(request(started, "&sid=" + sid), BodyHandlers.ofString());
        await().atMost(PATIENCE).untilAtomic(started.getBean(Child.class).requests, is(2));

        CompletableFuture<Void> closed =
                CompletableFuture.runAsync(((ConfigurableApplicationContext) started.getParent())::close);

        assertThat(closed).succeedsWithin(Duration.ofSeconds(20));
        assertThat(parked).succeedsWithin(PATIENCE);
    }

    @Test
    void keepsTheServerOfTheParentWhenAChildCloses() {
        ConfigurableApplicationContext started = start(WebApplicationType.NONE);
        SocketIoServer io = started.getBean(SocketIoServer.class);
        TestFrameChannel client = connect(io);

        started.close();

        assertThat(client.isClosed()).isFalse();
        client.receive("421[\"parent\"]");
        client.expect("431[\"parent\"]");
        assertThat(connect(io).isClosed()).isFalse();
    }

    @Test
    void callsNothingOfAChildThatHasClosed() {
        ConfigurableApplicationContext started = start(WebApplicationType.NONE);
        SocketIoServer io = started.getBean(SocketIoServer.class);
        Child beans = started.getBean(Child.class);
        ChildController controller = started.getBean(ChildController.class);
        TestFrameChannel client = connect(io);
        assertThat(beans.asked).hasValue(1);

        started.close();
        client.receive("422[\"child\"]");
        client.expectNothing();
        connect(io);

        assertThat(beans.asked).hasValue(1);
        assertThat(controller.calledWhenGone).isFalse();
    }

    @Test
    void takesTheHandlersOfAnotherChildThen() {
        ConfigurableApplicationContext started = start(WebApplicationType.NONE);
        ConfigurableApplicationContext parent = (ConfigurableApplicationContext) started.getParent();
        SocketIoServer io = started.getBean(SocketIoServer.class);
        started.close();

        child = new SpringApplicationBuilder(Child.class)
                .parent(parent)
                .web(WebApplicationType.NONE)
                .properties(PROPERTIES)
                .run();

        TestFrameChannel client = connect(io);
        client.receive("422[\"child\"]");
        client.expect("432[\"child\"]");
    }

    @Test
    void endsTheClientsThatCameThroughAChildAndNoOthers() throws Exception {
        ConfigurableApplicationContext started = start(WebApplicationType.NONE);
        SocketIoServer io = started.getBean(SocketIoServer.class);
        TestFrameChannel other = connect(io);
        String handshake = get(started).body();
        String sid = handshake.substring(handshake.indexOf("\"sid\":\"") + 7).split("\"")[0];
        CompletableFuture<HttpResponse<String>> parked =
                http.sendAsync(request(started, "&sid=" + sid), BodyHandlers.ofString());
        await().atMost(PATIENCE).untilAtomic(started.getBean(Child.class).requests, is(2));

        started.close();

        assertThat(parked).succeedsWithin(PATIENCE);
        assertThat(io.engine().clientsCount()).isOne();
        assertThat(other.isClosed()).isFalse();
    }

    private ConfigurableApplicationContext start(WebApplicationType parentType, Class<?>... moreOfTheChild) {
        ConfigurableApplicationContext started = new SpringApplicationBuilder(Parent.class)
                .web(parentType)
                .properties(PROPERTIES)
                .child(Child.class)
                .sources(moreOfTheChild)
                .web(WebApplicationType.REACTIVE)
                .run();
        child = started;
        return started;
    }

    private HttpResponse<String> get(ConfigurableApplicationContext started) throws Exception {
        return http.send(request(started, ""), BodyHandlers.ofString());
    }

    private static HttpRequest request(ConfigurableApplicationContext started, String query) {
        String port = started.getEnvironment().getProperty("local.server.port");
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + POLL + query))
                .timeout(PATIENCE)
                .build();
    }

    private static TestFrameChannel connect(SocketIoServer io) {
        TestFrameChannel client = open(io);
        client.receive("40");
        assertThat(client.next().asText()).startsWith("40{\"sid\":");
        return client;
    }

    private static TestFrameChannel open(SocketIoServer io) {
        TestFrameChannel client = new TestFrameChannel();
        client.connect(
                io.engine(),
                Objects.requireNonNull(io.engine()
                        .admit(TestRequests.webSocket("EIO=4&transport=websocket"))
                        .block()));
        assertThat(client.next().asText()).startsWith("0{");
        return client;
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(ParentController.class)
    static class Parent {

        final AtomicInteger asked = new AtomicInteger();

        @Bean
        ConnectMiddleware parentMiddleware() {
            return socket -> Mono.fromRunnable(asked::incrementAndGet);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(ChildController.class)
    static class Child implements WebFilter {

        final AtomicInteger asked = new AtomicInteger();
        final AtomicInteger requests = new AtomicInteger();

        @Bean
        ConnectMiddleware childMiddleware() {
            return socket -> Mono.fromRunnable(asked::incrementAndGet);
        }

        @Override
        public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
            return chain.filter(exchange).doOnSubscribe(subscription -> requests.incrementAndGet());
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Refusing {

        @Bean
        ConnectMiddleware refusing() {
            return socket -> Mono.error(new ConnectRejectedException("not today"));
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnServer {

        final SocketIoServer io = SocketIoServerBuilder.create().build();

        @Bean
        SocketIoServer socketIoServer() {
            return io;
        }
    }

    @SocketController
    static class ParentController {

        @SocketEvent("parent")
        String parent() {
            return "parent";
        }
    }

    @SocketController
    static class ChildController implements DisposableBean {

        boolean gone;
        boolean calledWhenGone;

        @SocketEvent("child")
        String child() {
            calledWhenGone |= gone;
            return "child";
        }

        @Override
        public void destroy() {
            gone = true;
        }
    }
}
