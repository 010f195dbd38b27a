package io.pocketio.annotation.discovery;

import static io.pocketio.annotation.discovery.TestApplication.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.pocketio.Ack;
import io.pocketio.DisconnectReason;
import io.pocketio.SocketIoServer;
import io.pocketio.SocketIoSocket;
import io.pocketio.annotation.OnConnect;
import io.pocketio.annotation.OnDisconnect;
import io.pocketio.annotation.SocketController;
import io.pocketio.annotation.SocketEvent;
import io.pocketio.annotation.SocketExceptionHandler;
import io.pocketio.protocol.Arguments;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

class InvalidHandlerTests {

    private static final String HERE = InvalidHandlerTests.class.getName() + "$";

    @Test
    void refusesTwoHandlersOfAnEvent() {
        assertThat(refusal(First.class, Second.class))
                .isEqualTo("@SocketEvent method " + HERE
                        + "Second.again(int) handles the event 'x' of the namespace '/a', which "
                        + HERE + "First.x(String) handles already."
                        + " Remove one of them, or give the events different names.");
    }

    @Test
    void refusesAHandlerBesideOneThatTheApplicationAdded() {
        assertThat(refusal(Programmatic.class, First.class))
                .isEqualTo("@SocketEvent method " + HERE
                        + "First.x(String) handles the event 'x' of the namespace '/a', for which"
                        + " the application has added a handler already."
                        + " Remove one of them, or give the events different names.");
    }

    @Test
    void refusesReservedNames() {
        assertThat(refusal(ReservedConnect.class))
                .endsWith("handles 'connect', which is a reserved event name. Use @OnConnect.");
        assertThat(refusal(ReservedDisconnecting.class))
                .endsWith("handles 'disconnecting', which is a reserved event name. Use @OnDisconnect.");
        assertThat(refusal(ReservedListener.class))
                .endsWith("handles 'newListener', which is a reserved event name. Choose another name.");
    }

    @Test
    void refusesTwoParametersOfAKind() {
        assertThat(refusal(TwoSockets.class))
                .isEqualTo("@SocketEvent method " + HERE + "TwoSockets.x(SocketIoSocket, SocketIoSocket)"
                        + " has two parameters of type SocketIoSocket. Remove one of them.");
    }

    @Test
    void refusesAnAckBesideAValue() {
        assertThat(refusal(AckAndValue.class))
                .isEqualTo("@SocketEvent method " + HERE + "AckAndValue.x(Ack)"
                        + " has an Ack and returns a value, and so would answer twice."
                        + " Return nothing (void, Mono<Void> or CompletionStage<Void>), or remove the Ack.");
        assertThat(refusal(AckAndLaterValue.class)).contains("has an Ack and returns a value");
    }

    @Test
    void refusesResultsOfManyValues() {
        assertThat(refusal(ManyValues.class))
                .isEqualTo("@SocketEvent method " + HERE + "ManyValues.x()"
                        + " returns Flux, but an event is acknowledged once. Return Mono<List<T>> instead.");
        assertThat(refusal(ManyPublished.class)).contains("returns Publisher, but");
        assertThat(refusal(ManyFlowing.class)).contains("returns Publisher, but");
    }

    @Test
    void refusesStaticMethods() {
        assertThat(refusal(Static.class))
                .isEqualTo("@SocketEvent method " + HERE
                        + "Static.x() is static. Make it an instance method: it is called on the bean.");
    }

    @Test
    void refusesPrivateMethods() {
        assertThat(refusal(Private.class))
                .isEqualTo("@OnConnect method " + HERE + "Private.x() is private."
                        + " Make it at least package-private: a proxy of the bean could not pass the call on.");
    }

    @Test
    void refusesArgumentsOfADisconnect() {
        assertThat(refusal(DisconnectArgument.class))
                .isEqualTo("@OnDisconnect method " + HERE + "DisconnectArgument.x(String)"
                        + " has the parameter 'text' of type String, for which there is no value. Remove it; @OnDisconnect methods"
                        + " take SocketIoSocket, Namespace, Broadcast, Rooms, SocketIoServer, Handshake, Principal"
                        + " and DisconnectReason.");
    }

    @Test
    void refusesTwoAuthPayloads() {
        assertThat(refusal(TwoAuths.class))
                .isEqualTo("@OnConnect method " + HERE
                        + "TwoAuths.x(String, String) has two parameters for the client's auth payload."
                        + " Bind it to one, for example to a record with a component for each member.");
    }

    @Test
    void refusesWhatAConnectionDoesNotHave() {
        assertThat(refusal(ConnectAck.class))
                .contains("has the parameter 'ack' of type Ack, for which there is no value");
        assertThat(refusal(ConnectArguments.class)).contains("'arguments' of type Arguments, for which");
        assertThat(refusal(EventReason.class)).contains("'reason' of type DisconnectReason, for which");
        assertThat(refusal(EventException.class)).contains("'failure' of type RuntimeException, for which");
        assertThat(refusal(ExceptionPayload.class)).contains("'payload' of type Integer, for which");
    }

    @Test
    void refusesOptionalOfWhatIsNeverAbsent() {
        assertThat(refusal(OptionalSocket.class))
                .endsWith("has the parameter 'socket' of type Optional<SocketIoSocket>, which is never absent."
                        + " Take SocketIoSocket itself.");
    }

    @Test
    void refusesTypesThatNothingTells() {
        assertThat(refusal(Generic.class))
                .isEqualTo("@SocketEvent method " + HERE
                        + "Generic.x(Object) has the parameter 'item' of type T, which nothing tells."
                        + " Declare the bean as a subclass that says what T is, or use a concrete type.");
        assertThat(refusal(GenericMethod.class)).contains("'items' of type S, which nothing tells");
    }

    @Test
    void refusesValuesThatNobodyGets() {
        assertThat(refusal(ConnectValue.class))
                .isEqualTo("@OnConnect method " + HERE + "ConnectValue.x() returns a value, which nobody gets."
                        + " Return nothing: void, Mono<Void> or CompletionStage<Void>.");
        assertThat(refusal(DisconnectValue.class)).contains("returns a value, which nobody gets");
    }

    @Test
    void refusesExceptionHandlersWithoutAnException() {
        assertThat(refusal(NoException.class))
                .endsWith("has no parameter that is an exception."
                        + " Take the exception that the method answers as a parameter.");
    }

    @Test
    void refusesTwoHandlersOfAnException() {
        assertThat(refusal(SameException.class)).contains("answers the same exception as " + HERE + "SameException.");
    }

    @Test
    void refusesExceptionHandlersOnTheirOwn() {
        assertThat(refusal(OnlyExceptions.class))
                .endsWith("has no handler methods beside it, whose exceptions it could answer."
                        + " Move it to the class of those methods, or to a superclass of it; or mark"
                        + " its class as @SocketControllerAdvice, so that it answers for other beans.");
    }

    @SocketController("/a")
    static class First {

        @SocketEvent("x")
        void x(String text) {}
    }

    @SocketController("a")
    static class Second {

        @SocketEvent("x")
        void again(int number) {}
    }

    static class Programmatic {

        Programmatic(SocketIoServer io) {
            io.of("/a").handle("x", (socket, arguments, ack) -> Mono.empty());
        }
    }

    static class ReservedConnect {

        @SocketEvent("connect")
        void x() {}
    }

    static class ReservedDisconnecting {

        @SocketEvent("disconnecting")
        void x() {}
    }

    @Test
    void refusesParametersThatNoJsonCanBecome() {
        assertThat(refusal(TakesMono.class))
                .contains(
                        "TakesMono.x(Mono) has the parameter 'name' of type Mono, which no JSON can become. Remove it;");
        assertThat(refusal(TakesExchange.class)).contains("of type ServerWebExchange, which no JSON can become");
    }

    @Test
    void refusesAnEventWithoutAName() {
        assertThat(refusal(Nameless.class)).endsWith("names no event. Give the annotation the event's name.");
    }

    static class TakesMono {

        @SocketEvent("x")
        void x(Mono<String> name) {}
    }

    static class TakesExchange {

        @SocketEvent("x")
        void x(ServerWebExchange exchange) {}
    }

    static class Nameless {

        @SocketEvent("")
        void x() {}
    }

    static class ReservedListener {

        @SocketEvent("newListener")
        void x() {}
    }

    static class TwoSockets {

        @SocketEvent("x")
        void x(SocketIoSocket one, SocketIoSocket two) {}
    }

    static class AckAndValue {

        @SocketEvent("x")
        String x(Ack ack) {
            return "";
        }
    }

    static class AckAndLaterValue {

        @SocketEvent("x")
        Mono<String> x(Ack ack) {
            return Mono.empty();
        }
    }

    static class ManyValues {

        @SocketEvent("x")
        Flux<String> x() {
            return Flux.empty();
        }
    }

    static class ManyPublished {

        @SocketEvent("x")
        Publisher<String> x() {
            return Flux.empty();
        }
    }

    static class ManyFlowing {

        @SocketEvent("x")
        Flow.Publisher<String> x() {
            throw new AssertionError();
        }
    }

    static class Static {

        @SocketEvent("x")
        static void x() {}
    }

    static class Private {

        @OnConnect
        private void x() {}
    }

    static class DisconnectArgument {

        @OnDisconnect
        void x(String text) {}
    }

    static class TwoAuths {

        @OnConnect
        void x(String one, String two) {}
    }

    static class ConnectAck {

        @OnConnect
        void x(Ack ack) {}
    }

    static class ConnectArguments {

        @OnConnect
        void x(Arguments arguments) {}
    }

    static class EventReason {

        @SocketEvent("x")
        void x(DisconnectReason reason) {}
    }

    static class EventException {

        @SocketEvent("x")
        void x(RuntimeException failure) {}
    }

    static class ExceptionPayload {

        @SocketEvent("x")
        void x() {}

        @SocketExceptionHandler
        void failed(RuntimeException failure, Integer payload) {}
    }

    static class OptionalSocket {

        @SocketEvent("x")
        void x(Optional<SocketIoSocket> socket) {}
    }

    static class Generic<T> {

        @SocketEvent("x")
        void x(T item) {}
    }

    static class GenericMethod {

        @SocketEvent("x")
        <S> void x(List<S> items) {}
    }

    static class ConnectValue {

        @OnConnect
        String x() {
            return "";
        }
    }

    static class DisconnectValue {

        @OnDisconnect
        Mono<String> x() {
            return Mono.empty();
        }
    }

    static class NoException {

        @SocketEvent("x")
        void x() {}

        @SocketExceptionHandler
        void failed(SocketIoSocket socket) {}
    }

    static class SameException {

        @SocketEvent("x")
        void x() {}

        @SocketExceptionHandler
        void one(RuntimeException failure) {}

        @SocketExceptionHandler
        void two(RuntimeException failure) {}
    }

    static class OnlyExceptions {

        @SocketExceptionHandler
        void failed(RuntimeException failure) {}
    }
}
