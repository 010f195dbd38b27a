package io.pocketio.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.pocketio.EventMiddleware;
import io.pocketio.HandlerInterceptor;
import io.pocketio.OnJava21;
import io.pocketio.SocketIoServer;
import io.pocketio.annotation.ExecutionMode;
import io.pocketio.annotation.SocketController;
import io.pocketio.annotation.SocketEvent;
import io.pocketio.annotation.support.SocketArgumentResolver;
import io.pocketio.engine.EngineOptions;
import io.pocketio.engine.SessionIdGenerator;
import io.pocketio.engine.TestFrameChannel;
import io.pocketio.engine.TestRequests;
import io.pocketio.event.SocketIoNamespaceEvent;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.core.MethodParameter;
import org.springframework.core.annotation.Order;
import org.springframework.web.bind.annotation.PathVariable;
import reactor.core.publisher.Mono;

/** What an application can change about the server, and about where its handlers run. */
@ExtendWith(OutputCaptureExtension.class)
class CustomizationTests {

    private final ReactiveWebApplicationContextRunner runner = new ReactiveWebApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    PocketIoAutoConfiguration.class,
                    PocketIoJsonAutoConfiguration.class,
                    PocketIoWebFluxAutoConfiguration.class));

    @Test
    void givesCustomizersTheLastWordInTheirOrder() {
        runner.withUserConfiguration(Customizers.class)
                .withBean(SessionIdGenerator.class, () -> () -> "of the bean")
                .run(context -> {
                    SocketIoServer server = context.getBean(SocketIoServer.class);

                    assertThat(server.engine().options().pingInterval()).isEqualTo(Duration.ofSeconds(2));
                    assertThat(open(server).next().asText()).startsWith("0{\"sid\":\"of the customizer\"");
                });
    }

    @Test
    void asksArgumentResolvers() {
        runner.withBean(SocketArgumentResolver.class, Numbers::new)
                .withBean(WithNumber.class)
                .run(context -> {
                    TestFrameChannel client = connect(context.getBean(SocketIoServer.class));

                    client.receive("421[\"number\",\"a\"]");
                    client.expect("431[\"a42\"]");
                });
    }

    @Test
    void putsInterceptorsAroundHandlersInTheirOrder() {
        runner.withUserConfiguration(Interceptors.class).withBean(Where.class).run(context -> {
            TestFrameChannel client = connect(context.getBean(SocketIoServer.class));

            client.receive("42[\"where\"]");

            assertThat(context.getBean(Interceptors.class).calls)
                    .containsExactly("outer where", "inner where", "inner done", "outer done");
        });
    }

    @Test
    void runsHandlersWhereThePropertySays() {
        runner.withBean(Where.class)
                .withPropertyValues("pocketio.handlers.execution=bounded-elastic")
                .run(context -> {
                    TestFrameChannel client = connect(context.getBean(SocketIoServer.class));

                    client.receive("42[\"where\"]");
                    Where where = context.getBean(Where.class);
                    Awaitility.await().until(() -> where.thread.isDone());
                    assertThat(where.thread.join()).startsWith("boundedElastic");
                });
    }

    @Test
    @OnJava21
    void runsHandlersOnVirtualThreadsOfItsOwn() {
        runner.withBean(Where.class)
                .withPropertyValues("pocketio.handlers.execution=virtual-threads")
                .run(context -> {
                    TestFrameChannel client = connect(context.getBean(SocketIoServer.class));

                    client.receive("42[\"where\"]");
                    Where where = context.getBean(Where.class);
                    Awaitility.await().until(() -> where.thread.isDone());
                    assertThat(where.thread.join()).startsWith("socketio-handler-");
                });
    }

    @Test
    @EnabledForJreRange(max = JRE.JAVA_20)
    void refusesVirtualThreadsWhereThereAreNone() {
        runner.withPropertyValues("pocketio.handlers.execution=virtual-threads")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .isInstanceOfSatisfying(InvalidConfigurationPropertyValueException.class, failure -> {
                            assertThat(failure.getName()).isEqualTo("pocketio.handlers.execution");
                            assertThat(failure.getReason())
                                    .isEqualTo("They need Java 21 or later; choose bounded-elastic.");
                        }));
    }

    @Test
    void bindsTheModeOfExecution() {
        runner.withPropertyValues("pocketio.handlers.execution=event-loop")
                .run(context -> assertThat(
                                context.getBean(PocketIoProperties.class).handlers())
                        .isEqualTo(new PocketIoProperties.Handlers(
                                ExecutionMode.EVENT_LOOP, Duration.ofSeconds(1), List.of())));
    }

    @Test
    void namesAHandlerThatBlocksItsLane(CapturedOutput output) {
        runner.withBean(Blocking.class)
                .withPropertyValues("pocketio.handlers.blocking-warning=20ms")
                .run(context -> {
                    Blocking blocking = context.getBean(Blocking.class);
                    TestFrameChannel client = connect(context.getBean(SocketIoServer.class));
                    CompletableFuture<Void> lane = CompletableFuture.runAsync(() -> client.receive("42[\"block\"]"));

                    Awaitility.await().until(() -> output.getOut().contains("has blocked thread"));
                    blocking.release.countDown();
                    lane.join();

                    assertThat(output)
                            .contains("WARN")
                            .contains(Blocking.class.getName() + ".block() has blocked thread ")
                            .contains("handling 'block' (namespace=/, sid=")
                            .contains("pocketio.handlers.execution=bounded-elastic")
                            .contains("CountDownLatch.await");
                });
    }

    @Test
    void takesAnnotationsThatOnlyDescribeByTheirNames() {
        for (String name : List.of(Trimmed.class.getName(), Trimmed.class.getPackageName())) {
            runner.withBean(TakesTrimmed.class)
                    .withPropertyValues("pocketio.handlers.describing-annotations=" + name)
                    .run(context -> {
                        TestFrameChannel client = connect(context.getBean(SocketIoServer.class));
                        client.receive("427[\"trimmed\",\"a\"]");
                        client.expect("437[\"a\"]");
                    });
        }
    }

    @Test
    void refusesNamesOfAnnotationsThatAreNone() {
        runner.withPropertyValues("pocketio.handlers.describing-annotations=com.example.*")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessageContaining("pocketio.handlers.describing-annotations"));
    }

    @Test
    void refusesANegativeTimeOfBlocking() {
        runner.withPropertyValues("pocketio.handlers.blocking-warning=-1s")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessageContaining("pocketio.handlers.blocking-warning"));
    }

    @Test
    void asksEventMiddlewareBeansInAllNamespacesInTheirOrder() {
        runner.withUserConfiguration(Middlewares.class)
                .withBean(WithNumber.class)
                .withBean(SocketArgumentResolver.class, Numbers::new)
                .withBean(Rooms.class)
                .run(context -> {
                    TestFrameChannel client = connect(context.getBean(SocketIoServer.class));
                    client.receive("421[\"number\",\"a\"]");
                    client.expect("431[\"a42\"]");
                    client.receive("40/rooms/BLUE,");
                    assertThat(client.next().asText()).startsWith("40/rooms/BLUE,{");
                    client.receive("42/rooms/BLUE,[\"room\"]");

                    assertThat(context.getBean(Middlewares.class).asked)
                            .containsExactly("first number", "second number", "first room", "second room");
                });
    }

    @Test
    void publishesNewNamespaces() {
        runner.withBean(Rooms.class).withUserConfiguration(Listening.class).run(context -> {
            TestFrameChannel client = connect(context.getBean(SocketIoServer.class));
            client.receive("40/rooms/blue,");
            assertThat(client.next().asText()).startsWith("40/rooms/blue,{");
            client.receive("42/rooms/blue,1[\"room\"]");
            client.expect("43/rooms/blue,1[\"BLUE\"]");

            assertThat(context.getBean(Listening.class).namespaces).containsExactly("/rooms/blue");
        });
    }

    private static TestFrameChannel connect(SocketIoServer io) {
        TestFrameChannel client = open(io);
        assertThat(client.next().asText()).startsWith("0{");
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
        return client;
    }

    @SocketController("/rooms/{room}")
    static class Rooms {

        @SocketEvent("room")
        String room(@PathVariable Colour room) {
            return room.name();
        }
    }

    enum Colour {
        BLUE
    }

    @Configuration(proxyBeanMethods = false)
    static class Middlewares {

        final List<String> asked = new CopyOnWriteArrayList<>();

        @Bean
        @Order(2)
        EventMiddleware second() {
            return (socket, event, arguments) -> Mono.fromRunnable(() -> asked.add("second " + event));
        }

        @Bean
        @Order(1)
        EventMiddleware first() {
            return (socket, event, arguments) -> Mono.fromRunnable(() -> asked.add("first " + event));
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Listening {

        final List<String> namespaces = new CopyOnWriteArrayList<>();

        @EventListener
        void created(SocketIoNamespaceEvent event) {
            namespaces.add(event.namespace().name());
        }
    }

    static class Where {

        final CompletableFuture<String> thread = new CompletableFuture<>();

        @SocketEvent("where")
        void where() {
            thread.complete(Thread.currentThread().getName());
        }
    }

    static class Blocking {

        final CountDownLatch release = new CountDownLatch(1);

        @SocketEvent("block")
        void block() throws InterruptedException {
            assertThat(release.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Retention(RetentionPolicy.RUNTIME)
    @interface Trimmed {}

    static class TakesTrimmed {

        @SocketEvent("trimmed")
        String trimmed(@Trimmed String text) {
            return text;
        }
    }

    static class WithNumber {

        @SocketEvent("number")
        String number(String text, Number number) {
            return text + number;
        }
    }

    static class Numbers implements SocketArgumentResolver {

        @Override
        public boolean supports(MethodParameter parameter) {
            return parameter.getParameterType() == Number.class;
        }

        @Override
        public @Nullable Object resolve(MethodParameter parameter, io.pocketio.SocketIoSocket socket) {
            return 42;
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Customizers {

        @Bean
        @Order(2)
        SocketIoServerCustomizer second() {
            return builder -> builder.engine(EngineOptions.of(options -> options.pingInterval(Duration.ofSeconds(2))))
                    .sessionIds((SessionIdGenerator) () -> "of the customizer");
        }

        @Bean
        @Order(1)
        SocketIoServerCustomizer first() {
            return builder -> builder.engine(EngineOptions.of(options -> options.pingInterval(Duration.ofSeconds(1))));
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Interceptors {

        final List<String> calls = new CopyOnWriteArrayList<>();

        @Bean
        @Order(2)
        HandlerInterceptor inner() {
            return noting("inner");
        }

        @Bean
        @Order(1)
        HandlerInterceptor outer() {
            return noting("outer");
        }

        private HandlerInterceptor noting(String name) {
            return call -> {
                calls.add(name + " " + call.event());
                return call.proceed().doOnSuccess(nothing -> calls.add(name + " done"));
            };
        }
    }
}
