package io.pocketio;

import io.pocketio.protocol.Arguments;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** One call of a handler that has to wait for its turn, or for its executor. Immutable. */
sealed interface HandlerCall {

    /** What is handled, for the log: the event, or the protocol's word. */
    String occasion();

    @Nullable
    Executor executor();

    Mono<Void> invoke(DefaultSocket socket);

    /** See {@link Arguments#weight()}. */
    default int weight() {
        return 0;
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
        public @Nullable Executor executor() {
            return null;
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
