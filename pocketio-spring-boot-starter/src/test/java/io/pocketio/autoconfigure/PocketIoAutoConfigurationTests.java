package io.pocketio.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.verifyNoMoreInteractions;

import io.pocketio.Broadcast;
import io.pocketio.ConnectMiddleware;
import io.pocketio.ConnectRejectedException;
import io.pocketio.Namespace;
import io.pocketio.OnJava21;
import io.pocketio.Rooms;
import io.pocketio.SocketIoServer;
import io.pocketio.adapter.AdapterFactory;
import io.pocketio.adapter.memory.InMemoryAdapter;
import io.pocketio.annotation.SocketEvent;
import io.pocketio.annotation.discovery.SocketHandlerMethodProcessor;
import io.pocketio.annotation.support.InvalidSocketHandlerException;
import io.pocketio.engine.Admission;
import io.pocketio.engine.AllowRequest;
import io.pocketio.engine.EngineOptions;
import io.pocketio.engine.HandshakeCookie;
import io.pocketio.engine.SessionIdGenerator;
import io.pocketio.engine.TestFrameChannel;
import io.pocketio.engine.TestRequests;
import io.pocketio.engine.TransportType;
import io.pocketio.json.Attachments;
import io.pocketio.json.JsonCodec;
import io.pocketio.server.SocketIoServerBuilder;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import reactor.core.publisher.Mono;

class PocketIoAutoConfigurationTests {

    private static final AutoConfigurations AUTO_CONFIGURATIONS = AutoConfigurations.of(
            PocketIoAutoConfiguration.class,
            PocketIoJsonAutoConfiguration.class,
            PocketIoWebFluxAutoConfiguration.class);

    private final ReactiveWebApplicationContextRunner runner =
            new ReactiveWebApplicationContextRunner().withConfiguration(AUTO_CONFIGURATIONS);

    @Test
    void offersServerBroadcastAndRooms() {
        runner.run(context -> assertThat(context)
                .hasSingleBean(SocketIoServer.class)
                .hasSingleBean(Broadcast.class)
                .hasSingleBean(Rooms.class)
                .hasSingleBean(SocketHandlerMethodProcessor.class)
                .hasSingleBean(SocketIoServerLifecycle.class)
                .doesNotHaveBean(Namespace.class));
    }

    @Test
    void backsOffWhenDisabled() {
        runner.withPropertyValues("pocketio.enabled=false")
                .run(context -> assertThat(context)
                        .doesNotHaveBean(SocketIoServer.class)
                        .doesNotHaveBean(JsonCodec.class)
                        .doesNotHaveBean(PocketIoProperties.class)
                        .doesNotHaveBean("socketIoRouterFunction"));
    }

    @Test
    void servesNoServerOfTheApplicationsOwnWhenDisabled() {
        runner.withPropertyValues("pocketio.enabled=false")
                .withBean(
                        SocketIoServer.class,
                        () -> SocketIoServerBuilder.create().build())
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .doesNotHaveBean("socketIoRouterFunction")
                        .doesNotHaveBean(SocketHandlerMethodProcessor.class));
    }

    @Test
    void backsOffInServletApplications() {
        new WebApplicationContextRunner()
                .withConfiguration(AUTO_CONFIGURATIONS)
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .doesNotHaveBean(SocketIoServer.class)
                        .doesNotHaveBean(JsonCodec.class)
                        .doesNotHaveBean("socketIoRouterFunction"));
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void tellsServletApplicationsWhyNothingIsServed(CapturedOutput output) {
        WebApplicationContextRunner servlet = new WebApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(PocketIoServletAutoConfiguration.class));

        servlet.withPropertyValues("pocketio.enabled=false")
                .run(context -> assertThat(output).doesNotContain("No Socket.IO endpoint"));
        servlet.run(context ->
                assertThat(output).contains("No Socket.IO endpoint", "spring.main.web-application-type=reactive"));
    }

    @Test
    void offersTheServerButNoRouteWithoutAWebServer() {
        new ApplicationContextRunner()
                .withConfiguration(AUTO_CONFIGURATIONS)
                .run(context -> assertThat(context)
                        .hasSingleBean(SocketIoServer.class)
                        .hasSingleBean(Broadcast.class)
                        .doesNotHaveBean("socketIoRouterFunction"));
    }

    @Test
    void backsOffFromTheApplicationsServer() {
        SocketIoServer own = SocketIoServerBuilder.create().build();

        runner.withBean("own", SocketIoServer.class, () -> own).run(context -> {
            assertThat(context.getBean(SocketIoServer.class)).isSameAs(own);
            assertThat(context).hasSingleBean(Broadcast.class).hasBean("socketIoRouterFunction");
        });
    }

    @Test
    void backsOffFromTheApplicationsBroadcastAndRooms() {
        runner.withUserConfiguration(OwnParts.class)
                .run(context ->
                        assertThat(context).getBeanNames(Broadcast.class).containsExactly("ownBroadcast"));
        runner.withUserConfiguration(OwnParts.class)
                .run(context -> assertThat(context).getBeanNames(Rooms.class).containsExactly("ownRooms"));
    }

    @Test
    void backsOffFromTheApplicationsProcessor() {
        runner.withBean(
                        "own",
                        SocketHandlerMethodProcessor.class,
                        () -> SocketHandlerMethodProcessor.builder(
                                        SocketIoServerBuilder.create().build())
                                .build())
                .run(context -> assertThat(context)
                        .getBeanNames(SocketHandlerMethodProcessor.class)
                        .containsExactly("own"));
    }

    @Test
    void keepsTheBroadcastOfTheMainNamespaceBesideNamespaceBeans() {
        runner.withUserConfiguration(ChatNamespace.class).run(context -> {
            assertThat(context.getBean(Broadcast.class)).isSameAs(context.getBean("socketIoBroadcast"));
            assertThat(context.getBean(Namespace.class).name()).isEqualTo("/chat");
        });
    }

    @Test
    void setsTheEngineUpFromTheProperties() {
        runner.withPropertyValues(
                        "pocketio.transports=websocket",
                        "pocketio.ping-interval=1s",
                        "pocketio.ping-timeout=2s",
                        "pocketio.upgrade-timeout=3s",
                        "pocketio.first-poll-timeout=4s",
                        "pocketio.max-sessions=8",
                        "pocketio.max-handshake-size=9KB",
                        "pocketio.max-http-buffer-size=4KB",
                        "pocketio.max-outbound-buffer=5KB",
                        "pocketio.max-total-outbound-buffer=6MB",
                        "pocketio.max-total-inbound-buffer=7MB",
                        "pocketio.allow-upgrades=false",
                        "pocketio.cookie.enabled=true")
                .run(context -> {
                    EngineOptions options =
                            context.getBean(SocketIoServer.class).engine().options();
                    assertThat(options.transports()).containsExactly(TransportType.WEBSOCKET);
                    assertThat(options.pingInterval()).isEqualTo(Duration.ofSeconds(1));
                    assertThat(options.pingTimeout()).isEqualTo(Duration.ofSeconds(2));
                    assertThat(options.upgradeTimeout()).isEqualTo(Duration.ofSeconds(3));
                    assertThat(options.firstPollTimeout()).isEqualTo(Duration.ofSeconds(4));
                    assertThat(options.maxSessions()).isEqualTo(8);
                    assertThat(options.maxHandshakeSize()).isEqualTo(9 << 10);
                    assertThat(options.maxHttpBufferSize()).isEqualTo(4096);
                    assertThat(options.maxOutboundBuffer()).isEqualTo(5120);
                    assertThat(options.maxTotalOutboundBuffer()).isEqualTo(6 << 20);
                    assertThat(options.maxTotalInboundBuffer()).isEqualTo(7 << 20);
                    assertThat(options.allowUpgrades()).isFalse();
                    assertThat(options.cookie()).isEqualTo(HandshakeCookie.defaults());
                    assertThat(options.allowOlderClients()).isFalse();
                    assertThat(options.allowJsonp()).isFalse();
                });
    }

    @Test
    void letsOlderClientsComeByEveryTransportOfTheirsUnlessJsonpIsExcluded() {
        ReactiveWebApplicationContextRunner older = runner.withPropertyValues("pocketio.allow-older-clients=true");
        older.run(context -> {
            EngineOptions options =
                    context.getBean(SocketIoServer.class).engine().options();
            assertThat(options.allowOlderClients()).isTrue();
            assertThat(options.allowJsonp()).isTrue();
        });
        older.withPropertyValues("pocketio.allow-jsonp=false")
                .run(context -> assertThat(context.getBean(SocketIoServer.class)
                                .engine()
                                .options()
                                .allowJsonp())
                        .isFalse());
    }

    @Test
    void limitsPacketsAsTheApplicationSays() {
        runner.withPropertyValues("pocketio.max-nesting-depth=2")
                .withBean(Echo.class)
                .run(context -> {
                    TestFrameChannel client = connect(context.getBean(SocketIoServer.class));
                    client.receive("427[\"echo\",[1]]");
                    client.expect("437[\"[1]\"]");

                    client.receive("427[\"echo\",[[1]]]");

                    assertThat(client.isClosed()).isTrue();
                });
    }

    @Test
    void limitsAttachmentsAndNamespacesAsTheApplicationSays() {
        runner.withPropertyValues("pocketio.max-attachments=1", "pocketio.max-namespaces-per-connection=1")
                .withUserConfiguration(ChatNamespace.class)
                .run(context -> {
                    SocketIoServer io = context.getBean(SocketIoServer.class);
                    TestFrameChannel many = connect(io);
                    many.receive("40/chat,");
                    assertThat(many.isClosed() || many.next().asText().startsWith("44/chat,"))
                            .isTrue();

                    TestFrameChannel binary = connect(io);
                    binary.receive("452-[\"x\",{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":1}]");
                    assertThat(binary.isClosed()).isTrue();
                });
    }

    @Test
    void registersHandlersOfBeans() {
        runner.withBean(Echo.class).run(context -> {
            TestFrameChannel client = connect(context.getBean(SocketIoServer.class));

            client.receive("427[\"echo\",[1]]");

            client.expect("437[\"[1]\"]");
        });
    }

    @Test
    void asksAllowRequest() {
        runner.withBean(AllowRequest.class, () -> request -> Mono.just("not today"))
                .run(context -> {
                    SocketIoServer io = context.getBean(SocketIoServer.class);

                    assertThat(io.engine()
                                    .admit(TestRequests.webSocket("EIO=4&transport=websocket"))
                                    .block())
                            .isInstanceOf(Admission.Refused.class);
                });
    }

    @Test
    void takesIdsFromTheGenerator() {
        runner.withBean(SessionIdGenerator.class, () -> () -> "chosen-id").run(context -> {
            SocketIoServer io = context.getBean(SocketIoServer.class);

            Admission admission = io.engine()
                    .admit(TestRequests.webSocket("EIO=4&transport=websocket"))
                    .block();

            assertThat(((Admission.Granted) Objects.requireNonNull(admission)).sid())
                    .isEqualTo("chosen-id");
        });
    }

    @Test
    void makesNamespacesWithTheAdapterFactory() {
        List<String> namespaces = new CopyOnWriteArrayList<>();
        AdapterFactory factory = (namespace, sockets) -> {
            namespaces.add(namespace);
            return new InMemoryAdapter(sockets);
        };

        runner.withBean(AdapterFactory.class, () -> factory)
                .withUserConfiguration(ChatNamespace.class)
                .run(context -> assertThat(namespaces).contains("/", "/chat"));
    }

    @Test
    void writesAndReadsWithTheJsonCodecBean() {
        runner.withBean(JsonCodec.class, OwnCodec::new).withBean(Echo.class).run(context -> {
            assertThat(context).hasSingleBean(JsonCodec.class);
            TestFrameChannel client = connect(context.getBean(SocketIoServer.class));

            client.receive("427[\"echo\",[1]]");

            client.expect("437[\"own\"]");
        });
    }

    @Test
    void asksMiddlewaresInTheirOrder() {
        runner.withUserConfiguration(Middlewares.class).run(context -> {
            TestFrameChannel client = open(context.getBean(SocketIoServer.class));

            client.receive("40");

            client.expect("44{\"message\":\"second\"}");
            assertThat(context.getBean(Middlewares.class).asked).containsExactly("first", "second");
        });
    }

    @Test
    void asksMiddlewaresInAllNamespaces() {
        runner.withUserConfiguration(Middlewares.class).run(context -> {
            SocketIoServer server = context.getBean(SocketIoServer.class);
            server.of("/late");
            TestFrameChannel client = open(server);

            client.receive("40/late,");

            client.expect("44/late,{\"message\":\"second\"}");
        });
    }

    @Test
    void letsMiddlewaresDependOnTheServer() {
        runner.withUserConfiguration(DependentMiddleware.class)
                .run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void leavesTheLogAloneUnlessAsked() {
        LoggingSystem logging = mock(LoggingSystem.class);

        runner.withBean(LoggingSystem.class, () -> logging).run(context -> verifyNoInteractions(logging));
    }

    @Test
    void raisesTheLogCategoryForDebug() {
        LoggingSystem logging = mock(LoggingSystem.class);

        runner.withBean(LoggingSystem.class, () -> logging)
                .withPropertyValues("pocketio.debug=true")
                .run(context -> {
                    verify(logging).setLogLevel("io.pocketio", LogLevel.DEBUG);
                    verifyNoMoreInteractions(logging);
                });
    }

    @Test
    void raisesTheLogCategoryForConnectionDebug() {
        LoggingSystem logging = mock(LoggingSystem.class);

        runner.withBean(LoggingSystem.class, () -> logging)
                .withPropertyValues("pocketio.connection-debug=true")
                .run(context -> {
                    verify(logging).setLogLevel("io.pocketio.engine", LogLevel.DEBUG);
                    verifyNoMoreInteractions(logging);
                });
    }

    @Test
    void runsHandlersInTheLaneUnlessVirtualThreadsAreOn() {
        runner.withBean("applicationTaskExecutor", Executor.class, RecordingExecutor::new)
                .withBean(Echo.class)
                .run(context -> {
                    TestFrameChannel client = connect(context.getBean(SocketIoServer.class));
                    client.receive("427[\"echo\",[1]]");

                    client.expect("437[\"[1]\"]");
                    assertThat(context.getBean(RecordingExecutor.class).tasks).hasValue(0);
                });
    }

    @Test
    @OnJava21
    void runsBlockingHandlersInTheTaskExecutorWhenVirtualThreadsAreOn() {
        runner.withBean("applicationTaskExecutor", Executor.class, RecordingExecutor::new)
                .withBean(Echo.class)
                .withPropertyValues("spring.threads.virtual.enabled=true")
                .run(context -> {
                    TestFrameChannel client = connect(context.getBean(SocketIoServer.class));
                    client.receive("427[\"echo\",[1]]");

                    client.expect("437[\"[1]\"]");
                    assertThat(context.getBean(RecordingExecutor.class).tasks).hasValue(2); // one is to try it
                });
    }

    @Test
    @EnabledForJreRange(max = JRE.JAVA_20)
    void runsHandlersInTheLaneWhereThereAreNoVirtualThreads() {
        runner.withBean("applicationTaskExecutor", Executor.class, RecordingExecutor::new)
                .withBean(Echo.class)
                .withPropertyValues("spring.threads.virtual.enabled=true")
                .run(context -> {
                    TestFrameChannel client = connect(context.getBean(SocketIoServer.class));
                    client.receive("427[\"echo\",[1]]");

                    client.expect("437[\"[1]\"]");
                    assertThat(context.getBean(RecordingExecutor.class).tasks).hasValue(0);
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"socket.io.js", "socket.io.esm.min.js.map", "client.properties"})
    void keepsTheClientsFilesInNativeImages(String file) {
        RuntimeHints hints = new RuntimeHints();

        new PocketIoWebFluxAutoConfiguration.ClientFilesHints().registerHints(hints, null);

        assertThat(RuntimeHintsPredicates.resource().forResource("io/pocketio/client/" + file))
                .accepts(hints);
    }

    @Test
    void explainsAnInvalidHandler() {
        runner.withBean(Invalid.class).run(context -> {
            assertThat(context).hasFailed();
            FailureAnalysis analysis = new InvalidSocketHandlerFailureAnalyzer().analyze(context.getStartupFailure());

            assertThat(analysis).isNotNull();
            assertThat(analysis.getCause()).isInstanceOf(InvalidSocketHandlerException.class);
            assertThat(analysis.getDescription())
                    .isEqualTo("@SocketEvent method " + Invalid.class.getName()
                            + ".connect() handles 'connect', which is a reserved event name.");
            assertThat(analysis.getAction()).isEqualTo("Use @OnConnect.");
        });
    }

    @Test
    void closesTheServerWhenTheContextStops() {
        runner.run(context -> {
            SocketIoServer io = context.getBean(SocketIoServer.class);
            TestFrameChannel client = connect(io);

            context.getBean(SocketIoServerLifecycle.class).stop(() -> {});

            assertThat(client.isClosed()).isTrue();
            assertThat(io.engine().clientsCount()).isZero();
        });
    }

    @Test
    void closesTheServerBeforeTheWebServer() {
        runner.run(context -> {
            SocketIoServerLifecycle lifecycle = context.getBean(SocketIoServerLifecycle.class);

            assertThat(lifecycle.isRunning()).isTrue();
            assertThat(lifecycle.isPauseable()).isFalse();
            assertThat(lifecycle.getPhase()).isGreaterThan(WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE);
        });
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

    static class Echo {

        @SocketEvent("echo")
        String echo(Object value) {
            return value.toString();
        }
    }

    static class Invalid {

        @SocketEvent("connect")
        void connect() {}
    }

    /** On a thread of its own each, for which it waits, so that a test need not. */
    static class RecordingExecutor implements Executor {

        final AtomicInteger tasks = new AtomicInteger();

        @Override
        public void execute(Runnable task) {
            tasks.incrementAndGet();
            Thread thread = new Thread(task);
            thread.start();
            try {
                thread.join();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    static class OwnCodec implements JsonCodec {

        @Override
        public void write(@Nullable Object value, OutputStream out, Attachments attachments) {
            try {
                out.write("\"own\"".getBytes(StandardCharsets.UTF_8));
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }

        @Override
        public Object read(byte[] json, int offset, int length, Type type, Attachments attachments) {
            return "read";
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnParts {

        @Bean
        Broadcast ownBroadcast(SocketIoServer io) {
            return io.to("room");
        }

        @Bean
        Rooms ownRooms(SocketIoServer io) {
            return io.of("/own").rooms();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class ChatNamespace {

        @Bean
        Namespace chat(SocketIoServer io) {
            return io.of("/chat");
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Middlewares {

        final List<String> asked = new CopyOnWriteArrayList<>();

        @Bean
        @Order(2)
        ConnectMiddleware second() {
            return socket -> {
                asked.add("second");
                return Mono.error(new ConnectRejectedException("second"));
            };
        }

        @Bean
        @Order(1)
        ConnectMiddleware first() {
            return socket -> {
                asked.add("first");
                return Mono.empty();
            };
        }

        @Bean
        @Order(3)
        ConnectMiddleware third() {
            return socket -> {
                asked.add("third");
                return Mono.empty();
            };
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class DependentMiddleware {

        @Bean
        ConnectMiddleware dependent(SocketIoServer io) {
            return socket -> Mono.fromRunnable(() -> io.emit("somebody comes"));
        }
    }
}
