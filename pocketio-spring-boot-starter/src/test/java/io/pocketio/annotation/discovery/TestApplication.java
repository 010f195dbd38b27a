package io.pocketio.annotation.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.pocketio.SocketIoServer;
import io.pocketio.annotation.ExecutionMode;
import io.pocketio.annotation.support.HandlerExecutors;
import io.pocketio.annotation.support.InvalidSocketHandlerException;
import io.pocketio.annotation.support.SocketArgumentResolver;
import io.pocketio.engine.EngineOptions;
import io.pocketio.engine.EngineRequest;
import io.pocketio.engine.TestFrameChannel;
import io.pocketio.engine.TestRequests;
import io.pocketio.server.SocketIoServerBuilder;
import java.security.Principal;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.validation.Validator;
import reactor.test.scheduler.VirtualTimeScheduler;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/** Handler beans on a server without HTTP, and without Spring Boot; each test is its clients, frame by frame. */
public final class TestApplication implements AutoCloseable {

    private static final String WEBSOCKET = "EIO=4&transport=websocket";

    public final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
    public final SocketIoServer io = SocketIoServerBuilder.create()
            .engine(EngineOptions.of(engine -> engine.allowOlderClients(true)))
            .scheduler(VirtualTimeScheduler.create())
            .build();

    private HandlerExecutors executors = new HandlerExecutors(ExecutionMode.EVENT_LOOP, null);

    private List<String> describingAnnotations = List.of();

    private TestApplication() {
        context.registerBean(SocketIoServer.class, () -> io);
        context.registerBean(SocketHandlerMethodProcessor.class, this::processor);
    }

    private SocketHandlerMethodProcessor processor() {
        return SocketHandlerMethodProcessor.builder(io)
                .resolvers(context.getBeanProvider(SocketArgumentResolver.class)
                        .orderedStream()
                        .toList())
                .validator(context.getBeanProvider(Validator.class).getIfUnique())
                .executors(executors)
                .describingAnnotations(describingAnnotations)
                .build();
    }

    /** With beans of these classes. */
    public static TestApplication of(Class<?>... beans) {
        TestApplication application = new TestApplication();
        application.context.register(beans);
        return application.start();
    }

    /** Blocking methods run in the executor. */
    public static TestApplication of(Executor executor, Class<?>... beans) {
        return of(new HandlerExecutors(ExecutionMode.VIRTUAL_THREADS, executor), beans);
    }

    public static TestApplication of(HandlerExecutors executors, Class<?>... beans) {
        TestApplication application = new TestApplication();
        application.executors = executors;
        application.context.register(beans);
        return application.start();
    }

    /** Annotations of those names only describe arguments. */
    public static TestApplication of(List<String> describingAnnotations, Class<?>... beans) {
        TestApplication application = new TestApplication();
        application.describingAnnotations = describingAnnotations;
        application.context.register(beans);
        return application.start();
    }

    public static <T> TestApplication with(Class<T> type, Supplier<T> bean) {
        TestApplication application = new TestApplication();
        application.context.registerBean(type, bean);
        return application.start();
    }

    private TestApplication start() {
        try {
            context.refresh();
        } catch (RuntimeException failure) {
            close();
            throw failure;
        }
        return this;
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public TestFrameChannel connect() {
        return connect("/", "");
    }

    public TestFrameChannel connect(String namespace, String auth) {
        return connect(namespace, auth, null, Context.empty());
    }

    public TestFrameChannel connect(Principal principal) {
        return connect("/", "", principal, Context.empty());
    }

    public TestFrameChannel connect(ContextView context) {
        return connect("/", "", null, context);
    }

    private TestFrameChannel connect(
            String namespace, String auth, @Nullable Principal principal, ContextView requestContext) {
        TestFrameChannel client = open(principal, requestContext);
        String head = namespace.equals("/") ? "40" : "40" + namespace + ",";
        client.receive(head + auth);
        assertThat(client.next().asText()).startsWith(head + "{\"sid\":");
        return client;
    }

    /**
     * A client of Socket.IO 2, which is in the main namespace at once.
     *
     * @param query of its URL, behind what the protocol needs
     */
    public TestFrameChannel connectOlder(String query) {
        TestFrameChannel client = new TestFrameChannel();
        EngineRequest request = TestRequests.webSocket("EIO=3&transport=websocket" + query);
        client.connect(
                io.engine(), Objects.requireNonNull(io.engine().admit(request).block()));
        assertThat(client.next().asText()).startsWith("0{");
        client.expect("40");
        return client;
    }

    private TestFrameChannel open(@Nullable Principal principal, ContextView requestContext) {
        EngineRequest plain = TestRequests.webSocket(WEBSOCKET);
        EngineRequest request = new EngineRequest(
                plain.method(),
                plain.uri(),
                plain.query(),
                plain.headers(),
                true,
                false,
                null,
                principal,
                requestContext,
                plain.body());
        TestFrameChannel client = new TestFrameChannel();
        client.connect(
                io.engine(), Objects.requireNonNull(io.engine().admit(request).block()));
        assertThat(client.next().asText()).startsWith("0{");
        return client;
    }

    /** Sends an event, with a request for an acknowledgement, and takes that: the JSON of its arguments. */
    public static String call(TestFrameChannel client, String... jsonOfNameAndArguments) {
        client.receive("427[" + String.join(",", jsonOfNameAndArguments) + "]");
        String answer = client.next().asText();
        assertThat(answer).startsWith("437[");
        return answer.substring(3);
    }

    /** As {@link #call}, from a new client in another namespace. */
    public static String callIn(String namespace, TestApplication application, String... jsonOfNameAndArguments) {
        TestFrameChannel client = application.connect(namespace, "");
        client.receive("42" + namespace + ",7[" + String.join(",", jsonOfNameAndArguments) + "]");
        String head = "43" + namespace + ",7";
        String answer = client.next().asText();
        assertThat(answer).startsWith(head + "[");
        return answer.substring(head.length());
    }

    /** As {@link #call}, for an event that is not answered. */
    public static void callInVain(TestFrameChannel client, String... jsonOfNameAndArguments) {
        client.receive("427[" + String.join(",", jsonOfNameAndArguments) + "]");
        client.expectNothing();
        assertThat(client.isClosed()).isFalse();
    }

    /** The message with which a bean of the class stops the start. */
    public static String refusal(Class<?>... beans) {
        try (TestApplication started = of(beans)) {
            throw new AssertionError("The application starts with " + List.of(beans) + ": " + started);
        } catch (InvalidSocketHandlerException refusal) {
            return Objects.requireNonNull(refusal.getMessage());
        }
    }

    @Override
    public void close() {
        context.close();
    }
}
