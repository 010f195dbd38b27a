package io.pocketio;

import io.pocketio.protocol.Arguments;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** One call of a handler that has to wait for its turn, or for its executor. */
sealed interface HandlerCall
        permits EventArrival,
                EventCheck,
                HandlerCall.OfEvent,
                HandlerCall.OfAny,
                HandlerCall.OfAnyListeners,
                HandlerCall.OfConnect,
                HandlerCall.OfDisconnect,
                HandlerCall.OfLeaving {

    /** What is handled, for the log: the event, or the protocol's word. */
    String occasion();

    /** Who handles it. */
    default Object handler() {
        return this;
    }

    /** {@code null} for the lane. */
    default @Nullable Executor executor() {
        return null;
    }

    Mono<Void> invoke(DefaultSocket socket);

    /** See {@link Arguments#weight()}. */
    default int weight() {
        return 0;
    }

    /** Whether it is dropped when the server has sent the client away. */
    default boolean isOfEvent() {
        return false;
    }

    record OfEvent(EventHandler handler, String occasion, Arguments arguments, Ack ack) implements HandlerCall {

        @Override
        public @Nullable Executor executor() {
            return handler.executor();
        }

        @Override
        public Mono<Void> invoke(DefaultSocket socket) {
            return handler.handle(socket, arguments, ack);
        }

        @Override
        public int weight() {
            return arguments.weight();
        }

        @Override
        public boolean isOfEvent() {
            return true;
        }
    }

    record OfAny(AnyEventHandler handler, String occasion, Arguments arguments, Ack ack) implements HandlerCall {

        @Override
        public @Nullable Executor executor() {
            return handler.executor();
        }

        @Override
        public Mono<Void> invoke(DefaultSocket socket) {
            return handler.handle(socket, occasion, arguments, ack);
        }

        @Override
        public int weight() {
            return arguments.weight();
        }

        @Override
        public boolean isOfEvent() {
            return true;
        }
    }

    /** Catch-all listeners of the socket itself. */
    record OfAnyListeners(AnyListeners listeners, String occasion, Arguments arguments) implements HandlerCall {

        @Override
        public Mono<Void> invoke(DefaultSocket socket) {
            listeners.tell(socket, occasion, arguments);
            return Mono.empty();
        }

        @Override
        public int weight() {
            return arguments.weight();
        }

        @Override
        public boolean isOfEvent() {
            return true;
        }
    }

    record OfConnect(ConnectHandler handler) implements HandlerCall {

        @Override
        public String occasion() {
            return "connect";
        }

        @Override
        public @Nullable Executor executor() {
            return handler.executor();
        }

        @Override
        public Mono<Void> invoke(DefaultSocket socket) {
            return handler.handle(socket);
        }
    }

    /** The last of all: the namespace may go with its last socket. */
    enum OfLeaving implements HandlerCall {
        INSTANCE;

        @Override
        public String occasion() {
            return "leaving";
        }

        @Override
        public Mono<Void> invoke(DefaultSocket socket) {
            socket.namespace().leave();
            return Mono.empty();
        }
    }

    record OfDisconnect(DisconnectHandler handler, DisconnectReason reason) implements HandlerCall {

        @Override
        public String occasion() {
            return "disconnect";
        }

        @Override
        public @Nullable Executor executor() {
            return handler.executor();
        }

        @Override
        public Mono<Void> invoke(DefaultSocket socket) {
            return handler.handle(socket, reason);
        }
    }
}
