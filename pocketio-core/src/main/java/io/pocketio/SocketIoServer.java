package io.pocketio;

import io.pocketio.engine.EngineServer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * A Socket.IO server: Node's {@code io}. What it offers beside {@link #of} concerns the main namespace, {@code /}.
 * Thread-safe.
 *
 * @since 0.1
 */
public interface SocketIoServer {

    static SocketIoServerBuilder builder() {
        return new SocketIoServerBuilder();
    }

    /** The namespace of that name, made when it does not exist. A leading slash is added where it is missing. */
    Namespace of(String namespace);

    /** The main namespace, {@code /}. */
    default Namespace sockets() {
        return of("/");
    }

    /** Calls the listener for each socket that connects to the main namespace. See {@link Namespace#onConnect}. */
    default void onConnect(Consumer<SocketIoSocket> listener) {
        sockets().onConnect(listener);
    }

    /** Adds a middleware to the main namespace. See {@link Namespace#use}. */
    default void use(ConnectMiddleware middleware) {
        sockets().use(middleware);
    }

    /**
     * Adds a middleware to all namespaces, those that are made later among them. Asked before the middlewares of the namespace
     * itself.
     */
    void useForAll(ConnectMiddleware middleware);

    default void emit(String event, @Nullable Object... arguments) {
        sockets().emit(event, arguments);
    }

    default void send(@Nullable Object... arguments) {
        sockets().send(arguments);
    }

    default Broadcast to(String... rooms) {
        return sockets().to(rooms);
    }

    default Broadcast in(String... rooms) {
        return sockets().in(rooms);
    }

    default Broadcast except(String... rooms) {
        return sockets().except(rooms);
    }

    /** Membership of rooms, of the main namespace. */
    Rooms rooms();

    /** The Engine.IO server below, for a binding to mount. */
    EngineServer engine();

    /** Takes clients again after {@link #close()}. A new server is open. */
    void open();

    /**
     * Disconnects all clients, with the reason {@link DisconnectReason#SERVER_SHUTTING_DOWN} and in a way that lets them come
     * back, and takes no new ones. Starts at once; the result tells when the last connection is closed and
     * the last handler has done its work.
     */
    Mono<Void> close();
}
