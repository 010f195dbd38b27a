package io.pocketio.server.handler;

import io.pocketio.Ack;
import io.pocketio.AnyEventHandler;
import io.pocketio.ConnectHandler;
import io.pocketio.DisconnectHandler;
import io.pocketio.DisconnectReason;
import io.pocketio.EventHandler;
import io.pocketio.HandlerInterceptor;
import io.pocketio.HandlerInvocation;
import io.pocketio.SocketIoSocket;
import io.pocketio.protocol.Arguments;
import io.pocketio.protocol.Packet;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Puts the interceptors of a server around handlers, when these are registered. Without interceptors a handler stays what it is.
 * Immutable.
 */
public final class Interception {

    private final List<HandlerInterceptor> interceptors;

    /** @param interceptors the outermost first */
    public Interception(List<HandlerInterceptor> interceptors) {
        this.interceptors = List.copyOf(interceptors);
    }

    EventHandler around(EventHandler handler, String event) {
        return interceptors.isEmpty()
                ? Objects.requireNonNull(handler)
                : new InterceptedEvent(this, Objects.requireNonNull(handler), event);
    }

    AnyEventHandler around(AnyEventHandler handler) {
        return interceptors.isEmpty()
                ? Objects.requireNonNull(handler)
                : new InterceptedAnyEvent(this, Objects.requireNonNull(handler));
    }

    ConnectHandler around(ConnectHandler handler) {
        return interceptors.isEmpty()
                ? Objects.requireNonNull(handler)
                : new InterceptedConnect(this, Objects.requireNonNull(handler));
    }

    DisconnectHandler around(DisconnectHandler handler) {
        return interceptors.isEmpty()
                ? Objects.requireNonNull(handler)
                : new InterceptedDisconnect(this, Objects.requireNonNull(handler));
    }

    private Mono<Void> call(Subject subject, Supplier<Mono<Void>> handler) {
        return new Invocation(interceptors, 0, subject, handler).proceed();
    }

    /** What a call is about. */
    private record Subject(
            HandlerInvocation.Kind kind,
            String event,
            SocketIoSocket socket,
            Arguments arguments,
            Ack ack,
            Object handler) {}

    /** A call that has come as far as the interceptor of that position. */
    private record Invocation(
            List<HandlerInterceptor> interceptors, int position, Subject subject, Supplier<Mono<Void>> handling)
            implements HandlerInvocation {

        @Override
        public Kind kind() {
            return subject.kind();
        }

        @Override
        public String event() {
            return subject.event();
        }

        @Override
        public SocketIoSocket socket() {
            return subject.socket();
        }

        @Override
        public Arguments arguments() {
            return subject.arguments();
        }

        @Override
        public Ack ack() {
            return subject.ack();
        }

        @Override
        public Object handler() {
            return subject.handler();
        }

        @Override
        public Mono<Void> proceed() {
            if (position == interceptors.size()) {
                return Objects.requireNonNull(handling.get(), "the handler returned null");
            }
            HandlerInterceptor interceptor = interceptors.get(position);
            return Objects.requireNonNull(
                    interceptor.intercept(new Invocation(interceptors, position + 1, subject, handling)),
                    "the interceptor returned null");
        }
    }

    private record InterceptedEvent(Interception interception, EventHandler handler, String event)
            implements EventHandler {

        @Override
        public Mono<Void> handle(SocketIoSocket socket, Arguments arguments, Ack ack) {
            return interception.call(
                    new Subject(HandlerInvocation.Kind.EVENT, event, socket, arguments, ack, handler),
                    () -> handler.handle(socket, arguments, ack));
        }

        @Override
        public @Nullable Executor executor() {
            return handler.executor();
        }

        @Override
        public String toString() {
            return handler.toString();
        }
    }

    private record InterceptedAnyEvent(Interception interception, AnyEventHandler handler) implements AnyEventHandler {

        @Override
        public Mono<Void> handle(SocketIoSocket socket, String event, Arguments arguments, Ack ack) {
            return interception.call(
                    new Subject(HandlerInvocation.Kind.ANY_EVENT, event, socket, arguments, ack, handler),
                    () -> handler.handle(socket, event, arguments, ack));
        }

        @Override
        public @Nullable Executor executor() {
            return handler.executor();
        }

        @Override
        public String toString() {
            return handler.toString();
        }
    }

    private record InterceptedConnect(Interception interception, ConnectHandler handler) implements ConnectHandler {

        @Override
        public Mono<Void> handle(SocketIoSocket socket) {
            return interception.call(
                    new Subject(
                            HandlerInvocation.Kind.CONNECT,
                            "connect",
                            socket,
                            Packet.NO_ARGUMENTS,
                            UnrequestedAck.INSTANCE,
                            handler),
                    () -> handler.handle(socket));
        }

        @Override
        public @Nullable Executor executor() {
            return handler.executor();
        }

        @Override
        public String toString() {
            return handler.toString();
        }
    }

    private record InterceptedDisconnect(Interception interception, DisconnectHandler handler)
            implements DisconnectHandler {

        @Override
        public Mono<Void> handle(SocketIoSocket socket, DisconnectReason reason) {
            return interception.call(
                    new Subject(
                            HandlerInvocation.Kind.DISCONNECT,
                            "disconnect",
                            socket,
                            Packet.NO_ARGUMENTS,
                            UnrequestedAck.INSTANCE,
                            handler),
                    () -> handler.handle(socket, reason));
        }

        @Override
        public @Nullable Executor executor() {
            return handler.executor();
        }

        @Override
        public String toString() {
            return handler.toString();
        }
    }
}
