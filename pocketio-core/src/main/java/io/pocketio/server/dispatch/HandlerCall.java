package io.pocketio.server.dispatch;

import io.pocketio.Ack;
import io.pocketio.AnyEventHandler;
import io.pocketio.ConnectHandler;
import io.pocketio.DisconnectHandler;
import io.pocketio.DisconnectReason;
import io.pocketio.EventHandler;
import io.pocketio.SocketIoSocket;
import io.pocketio.protocol.Arguments;
import io.pocketio.server.handler.AnyListeners;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** One call of a handler that has to wait for its turn, or for its executor. Immutable; called in the lane, or in its executor. */
interface HandlerCall extends QueueEntry {

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

    Mono<Void> invoke(SocketIoSocket socket);

    /** Whether the socket has to leave when the call fails. */
    default boolean isVital() {
        return false;
    }

    @Override
    default void begin(HandlerQueue queue) {
        queue.call(this);
    }

    record OfEvent(EventHandler handler, String occasion, Arguments arguments, Ack ack) implements HandlerCall {

        @Override
        public @Nullable Executor executor() {
            return handler.executor();
        }

        @Override
        public Mono<Void> invoke(SocketIoSocket socket) {
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
        public Mono<Void> invoke(SocketIoSocket socket) {
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
        public Mono<Void> invoke(SocketIoSocket socket) {
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
        public boolean isVital() {
            return true;
        }

        @Override
        public String occasion() {
            return "connect";
        }

        @Override
        public @Nullable Executor executor() {
            return handler.executor();
        }

        @Override
        public Mono<Void> invoke(SocketIoSocket socket) {
            return handler.handle(socket);
        }
    }

    /** What the server has to do behind the handlers. */
    record OfServer(String occasion, Runnable task) implements HandlerCall {

        @Override
        public Mono<Void> invoke(SocketIoSocket socket) {
            task.run();
            return Mono.empty();
        }

        @Override
        public String toString() {
            return occasion;
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
        public Mono<Void> invoke(SocketIoSocket socket) {
            return handler.handle(socket, reason);
        }
    }
}
