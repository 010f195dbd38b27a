package io.pocketio;

import io.pocketio.engine.EngineServer;
import io.pocketio.engine.EngineSession;
import io.pocketio.protocol.Arguments;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A Socket.IO server: Node's {@code io}. Made by {@code io.pocketio.server.SocketIoServerBuilder}.
 *
 * <p>What it offers beside {@link #of} concerns the main namespace, {@code /}. Thread-safe.
 *
 * @since 0.1
 */
public interface SocketIoServer {

    /**
     * The namespace of that name, made when it does not exist: as a child of the first pattern or template that matches, if any. A
     * leading slash is added where it is missing.
     */
    Namespace of(String namespace);

    /** The main namespace, {@code /}. */
    default Namespace sockets() {
        return of("/");
    }

    /**
     * Namespaces whose whole name matches the pattern, made when a client asks for them. A namespace that exists under the name goes
     * first, then the first that was registered. Names that clients ask for are matched in the lane of their session, up to
     * 1024 characters: a pattern that backtracks without end on some of them blocks that lane.
     */
    ParentNamespace of(Pattern pattern);

    /** As {@link #of(Pattern)}, for names that the matcher accepts. */
    ParentNamespace of(NamespaceMatcher matcher);

    /**
     * As {@link #of(Pattern)}, for names of the form of a path with variables, such as <code>/tenants/{tenant}</code>: a variable
     * stands for one segment that is not empty. See {@link Namespace#variables}. The same template gives the same parent.
     *
     * @throws IllegalStateException when there is a template that differs in the names of its variables only
     * @throws IllegalArgumentException when the template has no variable, or one twice, or a brace elsewhere than around a
     *     whole segment
     */
    ParentNamespace ofTemplate(String template);

    /**
     * As {@link #of(String)}, for a part of the application that may end before the server. A namespace that has been asked for by leases
     * only goes with the last of them: its sockets are disconnected with {@link DisconnectReason#SERVER_NAMESPACE_DISCONNECT}, its
     * adapter is closed behind the last of their handlers, and clients who come then are told that there is no such namespace. A child
     * of a parent stays as long as that, too, as if a client had brought it into being.
     */
    NamespaceLease<Namespace> lease(String namespace);

    /**
     * As {@link #lease}, of {@link #ofTemplate}: with a template that has been asked for by leases only go the namespaces that clients
     * have brought into being by it, even if {@link #of(String)} has been asked for them since; unless a lease of their own goes on. Those
     * stay, as do those that {@code of} has made, but nobody comes into them any more; those of {@code of} are replaced when a template or
     * a pattern comes that matches and no lease holds them, too.
     *
     * @throws IllegalStateException see {@link #ofTemplate}
     * @throws IllegalArgumentException see {@link #ofTemplate}
     */
    NamespaceLease<ParentNamespace> leaseTemplate(String template);

    /** Node's {@code new_namespace}: called for each namespace that comes into being from now on, before any socket is in it. Disposing ends that. */
    Disposable onNamespace(Consumer<Namespace> listener);

    /** Calls the listener for each socket that connects to the main namespace. See {@link Namespace#onConnect}. */
    default Disposable onConnect(Consumer<SocketIoSocket> listener) {
        return sockets().onConnect(listener);
    }

    /** Adds a middleware to the main namespace. See {@link Namespace#use}. */
    default Disposable use(ConnectMiddleware middleware) {
        return sockets().use(middleware);
    }

    /**
     * Adds a middleware to all namespaces, those that are made later among them. Asked before the middlewares of the namespace
     * itself. Disposing removes it.
     */
    Disposable useForAll(ConnectMiddleware middleware);

    /** As {@link #useForAll(ConnectMiddleware)}, for events. */
    Disposable useForAll(EventMiddleware middleware);

    /** See {@link Broadcast#emit}, of the main namespace as all that follow. */
    default void emit(String event, @Nullable Object... arguments) {
        sockets().emit(event, arguments);
    }

    default void send(@Nullable Object... arguments) {
        sockets().send(arguments);
    }

    default Flux<BroadcastReply> emitWithAck(String event, @Nullable Object... arguments) {
        return sockets().emitWithAck(event, arguments);
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

    default Broadcast local() {
        return sockets().local();
    }

    default Broadcast asVolatile() {
        return sockets().asVolatile();
    }

    default Broadcast compress(boolean compress) {
        return sockets().compress(compress);
    }

    default Broadcast timeout(Duration timeout) {
        return sockets().timeout(timeout);
    }

    default Flux<RemoteSocket> fetchSockets() {
        return sockets().fetchSockets();
    }

    default void socketsJoin(String... rooms) {
        sockets().socketsJoin(rooms);
    }

    default void socketsLeave(String... rooms) {
        sockets().socketsLeave(rooms);
    }

    default void disconnectSockets() {
        sockets().disconnectSockets();
    }

    default void disconnectSockets(boolean close) {
        sockets().disconnectSockets(close);
    }

    default void serverSideEmit(String event, @Nullable Object... arguments) {
        sockets().serverSideEmit(event, arguments);
    }

    default Flux<Arguments> serverSideEmitWithAck(String event, @Nullable Object... arguments) {
        return sockets().serverSideEmitWithAck(event, arguments);
    }

    /** Of the main namespace, see {@link Namespace#serverCount}. */
    default Mono<Integer> serverCount() {
        return sockets().serverCount();
    }

    /** Membership of rooms, of the main namespace. */
    Rooms rooms();

    /** The Engine.IO server below, for a binding to mount. */
    EngineServer engine();

    /** What the server tells of itself. */
    ServerStatistics statistics();

    /** Takes clients again after {@link #close()}. A new server is open. */
    void open();

    /**
     * Disconnects all clients, with the reason {@link DisconnectReason#SERVER_SHUTTING_DOWN} and in a way that lets them come
     * back, and takes no new ones. Starts at once; the result tells when the last connection is closed and
     * the last handler of these clients has done its work. Handlers of clients that had gone by themselves a few seconds before are
     * waited for, too, but for five seconds at most.
     */
    Mono<Void> close();

    /**
     * As {@link #close()}, with clients disconnected at moments that chance decides, all of them in that time: so that not all of them come
     * to other servers at once. Those that are there still are served meanwhile.
     */
    Mono<Void> close(Duration drain);

    /**
     * Ends those clients alone, in the same way: for a part of an application that ends, such as one of several web servers that bring
     * clients. The server takes clients as before. The result waits for no handlers but those of these clients.
     */
    Mono<Void> close(Predicate<EngineSession> clients);
}
