package io.pocketio;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * What an application wants to be called for in a namespace, behind what it registered for several namespaces at once: for all of
 * the server, and for the children of a parent. Looked up when something happens, so that what is added later holds as well.
 * Thread-safe.
 */
final class HandlerRegistrations implements NamespaceHandlers {

    private final String owner;

    /** What goes before; of a wider circle of namespaces. */
    private final @Nullable HandlerRegistrations outer;

    /** The same as {@link #outer} when that may have handlers of events, which the server has not: so it is not asked for any. */
    private final @Nullable HandlerRegistrations inherited;

    private final Map<String, EventHandler> handlers = new ConcurrentHashMap<>();
    private final List<ConnectMiddleware> middlewares = new CopyOnWriteArrayList<>();
    private final List<ConnectHandler> connectHandlers = new CopyOnWriteArrayList<>();
    private final List<DisconnectHandler> disconnectHandlers = new CopyOnWriteArrayList<>();
    private final List<AnyEventHandler> anyHandlers = new CopyOnWriteArrayList<>();
    private final List<EventMiddleware> eventMiddlewares = new CopyOnWriteArrayList<>();

    /** There is a catch-all handler or a middleware of events: one read tells the way of each event that there is none. */
    private volatile boolean watching;

    private HandlerRegistrations(
            String owner, @Nullable HandlerRegistrations outer, @Nullable HandlerRegistrations inherited) {
        this.owner = owner;
        this.outer = outer;
        this.inherited = inherited;
    }

    /** For all namespaces: middlewares only. */
    static HandlerRegistrations ofServer() {
        return new HandlerRegistrations("the server", null, null);
    }

    /** For a namespace of this server, or for a parent of some. */
    HandlerRegistrations ofNamespace(String name) {
        return new HandlerRegistrations("namespace " + name, this, null);
    }

    /** For a child of this parent. */
    HandlerRegistrations ofChild(String name) {
        return new HandlerRegistrations("namespace " + name, this, this);
    }

    @Override
    public void use(ConnectMiddleware middleware) {
        middlewares.add(middleware);
    }

    @Override
    public void use(EventMiddleware middleware) {
        eventMiddlewares.add(middleware);
        watching = true;
    }

    @Override
    public void onConnect(Consumer<SocketIoSocket> listener) {
        handleConnect(socket -> {
            listener.accept(socket);
            return Mono.empty();
        });
    }

    @Override
    public void handleConnect(ConnectHandler handler) {
        connectHandlers.add(handler);
    }

    @Override
    public void handle(String event, EventHandler handler) {
        Events.requireSendable(event);
        if (handlers.putIfAbsent(event, handler) != null) {
            throw new IllegalStateException("There is a handler for \"" + event + "\" in " + owner + " already");
        }
    }

    @Override
    public void handleAny(AnyEventHandler handler) {
        anyHandlers.add(handler);
        watching = true;
    }

    @Override
    public void handleDisconnect(DisconnectHandler handler) {
        disconnectHandlers.add(handler);
    }

    /** The namespace's own handler wins over that of its parent. */
    @Nullable
    EventHandler handler(String event) {
        EventHandler own = handlers.get(event);
        return own != null || inherited == null ? own : inherited.handler(event);
    }

    /** Whether events have to pass catch-all handlers or middlewares. */
    boolean isWatching() {
        return watching || outer != null && outer.isWatching();
    }

    List<ConnectMiddleware> middlewares() {
        return all(registrations -> registrations.middlewares);
    }

    List<AnyEventHandler> anyHandlers() {
        return all(registrations -> registrations.anyHandlers);
    }

    List<EventMiddleware> eventMiddlewares() {
        return all(registrations -> registrations.eventMiddlewares);
    }

    List<HandlerCall> connectCalls() {
        List<HandlerCall> calls = new ArrayList<>();
        for (ConnectHandler handler : all(registrations -> registrations.connectHandlers)) {
            calls.add(new HandlerCall.OfConnect(handler));
        }
        return calls;
    }

    /** @param own listeners of the socket, behind those of the namespace */
    List<HandlerCall> disconnectCalls(DisconnectReason reason, @Nullable SocketListeners own) {
        List<HandlerCall> calls = new ArrayList<>();
        for (DisconnectHandler handler : all(registrations -> registrations.disconnectHandlers)) {
            calls.add(new HandlerCall.OfDisconnect(handler, reason));
        }
        if (own != null) {
            for (DisconnectHandler handler : own.disconnect()) {
                calls.add(new HandlerCall.OfDisconnect(handler, reason));
            }
        }
        return calls;
    }

    /** Those of the widest circle first. */
    private <T> List<T> all(Function<HandlerRegistrations, List<T>> kind) {
        List<T> own = kind.apply(this);
        return outer == null ? own : joined(outer.all(kind), own);
    }

    static <T> List<T> joined(List<T> first, List<T> then) {
        if (first.isEmpty()) {
            return then;
        }
        if (then.isEmpty()) {
            return first;
        }
        List<T> joined = new ArrayList<>(first);
        joined.addAll(then);
        return joined;
    }
}
