package io.pocketio.server.handler;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.pocketio.Ack;
import io.pocketio.EventHandler;
import io.pocketio.HandlerInterceptor;
import io.pocketio.HandlerInvocation;
import io.pocketio.SocketIoSocket;
import io.pocketio.engine.TestFrameChannel;
import io.pocketio.lane.ManualExecutor;
import io.pocketio.protocol.Arguments;
import io.pocketio.server.LogCapture;
import io.pocketio.server.TestServer;
import io.pocketio.server.dispatch.HandlerContext;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

class HandlerInterceptorTests {

    private final List<String> calls = new ArrayList<>();

    private static TestServer serverWith(HandlerInterceptor... interceptors) {
        return new TestServer(settings -> List.of(interceptors).forEach(settings::handlerInterceptor));
    }

    private HandlerInterceptor noting(String name) {
        return call -> {
            calls.add(name + " " + call.kind() + " " + call.event());
            return call.proceed().doOnSuccess(nothing -> calls.add("/" + name));
        };
    }

    private EventHandler handler(String name) {
        return (socket, arguments, ack) -> {
            calls.add(name);
            return Mono.empty();
        };
    }

    @Test
    void goAroundAHandlerInTheOrderInWhichTheyWereAdded() {
        TestServer server = serverWith(noting("outer"), noting("inner"));
        server.io.sockets().handle("news", handler("handler"));
        TestFrameChannel client = server.connect();

        client.receive("42[\"news\"]");

        assertThat(calls).containsExactly("outer EVENT news", "inner EVENT news", "handler", "/inner", "/outer");
    }

    @Test
    void seeWhatTheHandlerSees() {
        List<Object> seen = new ArrayList<>();
        TestServer server = serverWith(call -> {
            seen.add(call.socket());
            seen.add(call.arguments().get(0, Integer.class));
            seen.add(call.ack().isRequested());
            seen.add(call.handler());
            return call.proceed();
        });
        EventHandler handler = handler("handler");
        server.io.sockets().handle("news", handler);
        TestFrameChannel client = server.connect();

        client.receive("425[\"news\",7]");

        assertThat(seen).containsExactly(server.socket(), 7, true, handler);
    }

    @Test
    void keepACallFromTheHandlerAndAnswerInItsPlace() {
        TestServer server = serverWith(call -> {
            call.ack().send("forbidden");
            return Mono.empty();
        });
        server.io.sockets().handle("news", handler("handler"));
        TestFrameChannel client = server.connect();

        client.receive("421[\"news\"]");

        client.expect("431[\"forbidden\"]");
        assertThat(calls).isEmpty();
    }

    @Test
    void areWaitedForAsTheHandlerIs() {
        Sinks.Empty<Void> admission = Sinks.empty();
        TestServer server = serverWith(call -> admission.asMono().then(Mono.defer(call::proceed)));
        server.io.sockets().handle("news", handler("handler"));
        TestFrameChannel client = server.connect();

        client.receive("42[\"news\"]");
        assertThat(calls).isEmpty();
        admission.tryEmitEmpty();

        assertThat(calls).containsExactly("handler");
    }

    @Test
    void failAsTheHandlerDoesWithoutTellingTheClient() {
        TestServer server = serverWith(call -> {
            throw new IllegalStateException("on purpose");
        });
        server.io.sockets().handle("news", handler("handler"));
        TestFrameChannel client = server.connect();

        try (LogCapture log = new LogCapture(Level.ERROR)) {
            client.receive("421[\"news\"]");

            assertThat(log.messages(Level.ERROR)).singleElement().asString().startsWith("The handler of news failed");
        }
        client.expectNothing();
    }

    @Test
    void mayReturnNothingNoMoreThanAHandlerMay() {
        TestServer server = serverWith(call -> null);
        server.io.sockets().handle("news", handler("handler"));
        TestFrameChannel client = server.connect();

        try (LogCapture log = new LogCapture(Level.ERROR)) {
            client.receive("42[\"news\"]");

            assertThat(log.at(Level.ERROR))
                    .singleElement()
                    .satisfies(event -> assertThat(event.getThrowableProxy().getMessage())
                            .isEqualTo("the interceptor returned null"));
        }
    }

    @Test
    void runWhereTheHandlerRuns() {
        ManualExecutor executor = new ManualExecutor();
        TestServer server = serverWith(noting("interceptor"));
        server.io.sockets().handle("slow", new EventHandler() {
            @Override
            public Mono<Void> handle(SocketIoSocket socket, Arguments arguments, Ack ack) {
                calls.add("handler");
                return Mono.empty();
            }

            @Override
            public Executor executor() {
                return executor;
            }
        });
        TestFrameChannel client = server.connect();

        client.receive("42[\"slow\"]");
        assertThat(calls).isEmpty();
        executor.run();

        assertThat(calls).containsExactly("interceptor EVENT slow", "handler", "/interceptor");
    }

    @Test
    void goAroundConnectAndDisconnectHandlers() {
        TestServer server = serverWith(noting("interceptor"));
        server.io.onConnect(socket -> calls.add("connected"));
        server.io.sockets().handleDisconnect((socket, reason) -> {
            calls.add("disconnected");
            return Mono.empty();
        });
        TestFrameChannel client = server.connect();

        client.receive("41");

        assertThat(calls)
                .containsExactly(
                        "interceptor CONNECT connect",
                        "connected",
                        "/interceptor",
                        "interceptor DISCONNECT disconnect",
                        "disconnected",
                        "/interceptor");
    }

    @Test
    void sendASocketAwayWhenTheyFailAtItsConnect() {
        TestServer server = serverWith(call -> Mono.error(new IllegalStateException("on purpose")));
        server.io.onConnect(socket -> calls.add("connected"));
        TestFrameChannel client = server.open();

        try (LogCapture log = new LogCapture(Level.ERROR)) {
            TestServer.join(client, "/");

            assertThat(log.messages(Level.ERROR)).hasSize(1);
        }
        client.expect("41");
        assertThat(calls).isEmpty();
    }

    @Test
    void goAroundHandlersOfAllEvents() {
        TestServer server = serverWith(noting("interceptor"));
        server.io.sockets().handleAny((socket, event, arguments, ack) -> {
            calls.add("any " + event);
            return Mono.empty();
        });
        TestFrameChannel client = server.connect();

        client.receive("42[\"news\"]");

        assertThat(calls).containsExactly("interceptor ANY_EVENT news", "any news", "/interceptor");
    }

    @Test
    void goAroundWhatASocketHandlesAlone() {
        TestServer server = serverWith(noting("interceptor"));
        TestFrameChannel client = server.connect();
        server.socket().once("news", (arguments, ack) -> calls.add("once"));
        server.socket().on("news", (arguments, ack) -> calls.add("on"));
        server.socket().onDisconnect(reason -> calls.add("disconnected"));

        client.receive("42[\"news\"]");
        client.receive("42[\"news\"]");
        client.receive("41");

        assertThat(calls.stream().filter(call -> !call.startsWith("/")))
                .containsExactly(
                        "interceptor EVENT news",
                        "once",
                        "interceptor EVENT news",
                        "on",
                        "interceptor EVENT news",
                        "on",
                        "interceptor DISCONNECT disconnect",
                        "disconnected");
    }

    @Test
    void useUpAListenerForOneEventWhetherTheyProceedOrNot() {
        TestServer server = serverWith(call -> Mono.empty());
        TestFrameChannel client = server.connect();
        server.socket().once("news", (arguments, ack) -> calls.add("once"));
        server.socket().on("news", (arguments, ack) -> calls.add("on"));

        client.receive("42[\"news\"]");
        client.receive("42[\"news\"]");

        assertThat(calls).isEmpty();
        assertThat(((HandlerContext) server.socket()).ownHandlers().of("news")).hasSize(1);
    }

    @Test
    void areToldOfAHandlerThatReturnsNothing() {
        TestServer server = serverWith(HandlerInvocation::proceed);
        server.io.sockets().handle("news", (socket, arguments, ack) -> null);
        TestFrameChannel client = server.connect();

        try (LogCapture log = new LogCapture(Level.ERROR)) {
            client.receive("42[\"news\"]");

            assertThat(log.at(Level.ERROR))
                    .singleElement()
                    .satisfies(event ->
                            assertThat(event.getThrowableProxy().getMessage()).isEqualTo("the handler returned null"));
        }
    }

    @Test
    void goAroundWhatIsRegisteredForNamespacesThatClientsBringIntoBeing() {
        TestServer server = serverWith(noting("interceptor"));
        server.io.ofTemplate("/rooms/{room}").handle("news", handler("handler"));
        TestFrameChannel client = server.open();
        TestServer.join(client, "/rooms/blue");

        client.receive("42/rooms/blue,[\"news\"]");

        assertThat(calls).containsExactly("interceptor EVENT news", "handler", "/interceptor");
    }

    @Test
    void leaveAHandlerWhatItIsWhereThereIsNone() {
        EventHandler handler = handler("handler");

        assertThat(new Interception(List.of()).around(handler, "news")).isSameAs(handler);
    }

    @Test
    void letAHandlerGoByItsOwnName() {
        EventHandler handler = handler("handler");

        assertThat(new Interception(List.of(HandlerInvocation::proceed)).around(handler, "news"))
                .hasToString(handler.toString());
    }
}
