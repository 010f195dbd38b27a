package io.pocketio.server.handler;

import io.pocketio.AnyEventHandler;
import io.pocketio.ConnectHandler;
import io.pocketio.ConnectMiddleware;
import io.pocketio.DisconnectHandler;
import io.pocketio.EventHandler;
import io.pocketio.EventMiddleware;
import io.pocketio.NamespaceHandlers;
import io.pocketio.SocketIoSocket;
import io.pocketio.log.ClientText;
import io.pocketio.log.OncePerMinute;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/**
 * What an application wants to be called for in a namespace, behind what it registered for several namespaces at once: for all of
 * the server, and for the children of a parent. Looked up when something happens, so that what is added later holds as well.
 * Thread-safe.
 */
public final class HandlerTable implements NamespaceHandlers {

    private final String owner;
    private final Interception interception;
    private final OncePerMinute misfitWarnings;

    /** What goes before; of a wider circle of namespaces. */
    private final @Nullable HandlerTable outer;

    /** The same as {@link #outer} when that may have handlers of events, which the server has not: so it is not asked for any. */
    private final @Nullable HandlerTable inherited;

    private final Map<String, EventHandler> handlers = new ConcurrentHashMap<>();
    private final List<ConnectMiddleware> middlewares = new CopyOnWriteArrayList<>();
    private final List<ConnectHandler> connectHandlers = new CopyOnWriteArrayList<>();
    private final List<DisconnectHandler> disconnectHandlers = new CopyOnWriteArrayList<>();
    private final List<AnyEventHandler> anyHandlers = new CopyOnWriteArrayList<>();
    private final List<EventMiddleware> eventMiddlewares = new CopyOnWriteArrayList<>();

    /**
     * There is a catch-all handler or a middleware of events: one read tells the way of each event that there is none. Written under
     * the monitor of this.
     */
    private volatile boolean watching;

    private HandlerTable(
            String owner,
            Interception interception,
            OncePerMinute misfitWarnings,
            @Nullable HandlerTable outer,
            @Nullable HandlerTable inherited) {
        this.owner = owner;
        this.interception = interception;
        this.misfitWarnings = misfitWarnings;
        this.outer = outer;
        this.inherited = inherited;
    }

    /**
     * For all namespaces: middlewares only.
     *
     * @param nanoTime of the server, as {@link System#nanoTime}
     */
    public static HandlerTable ofServer(Interception interception, LongSupplier nanoTime) {
        return new HandlerTable("the server", interception, new OncePerMinute(nanoTime), null, null);
    }

    /** For a namespace of this server, or for a parent of some. */
    public HandlerTable ofNamespace(String name) {
        return new HandlerTable("namespace " + name, interception, misfitWarnings, this, null);
    }

    /** For a child of this parent. */
    public HandlerTable ofChild(String name) {
        return new HandlerTable("namespace " + name, interception, misfitWarnings, this, this);
    }

    @Override
    public Disposable use(ConnectMiddleware middleware) {
        return Registration.add(middlewares, middleware);
    }

    @Override
    public Disposable use(EventMiddleware middleware) {
        return watch(eventMiddlewares, middleware);
    }

    @Override
    public Disposable onConnect(Consumer<SocketIoSocket> listener) {
        return handleConnect(socket -> {
            listener.accept(socket);
            return Mono.empty();
        });
    }

    @Override
    public Disposable handleConnect(ConnectHandler handler) {
        return Registration.add(connectHandlers, interception.around(handler));
    }

    @Override
    public Disposable handle(String event, EventHandler handler) {
        EventNames.requireSendable(event);
        EventHandler added = interception.around(handler, event);
        if (handlers.putIfAbsent(event, added) != null) {
            throw new IllegalStateException(
                    "There is a handler for \"" + ClientText.of(event) + "\" in " + ClientText.of(owner) + " already");
        }
        return Registration.once(() -> handlers.computeIfPresent(event, (name, now) -> now == added ? null : now));
    }

    @Override
    public Disposable handleAny(AnyEventHandler handler) {
        return watch(anyHandlers, interception.around(handler));
    }

    @Override
    public Disposable handleDisconnect(DisconnectHandler handler) {
        return Registration.add(disconnectHandlers, interception.around(handler));
    }

    /** One of the two kinds that {@link #watching} is about, and that nothing may pass by while there is one. */
    private <T> Disposable watch(List<T> all, T one) {
        synchronized (this) {
            all.add(one);
            watching = true;
        }
        return Registration.once(() -> {
            synchronized (this) {
                Registration.remove(one, all);
                watching = !anyHandlers.isEmpty() || !eventMiddlewares.isEmpty();
            }
        });
    }

    /** What goes around handlers here. */
    public Interception interception() {
        return interception;
    }

    /** How often the log says that what came with an event does not fit; one for all of the server. */
    public OncePerMinute misfitWarnings() {
        return misfitWarnings;
    }

    /** The namespace's own handler wins over that of its parent. */
    @Nullable
    public EventHandler handler(String event) {
        EventHandler own = handlers.get(event);
        return own != null || inherited == null ? own : inherited.handler(event);
    }

    /** Whether events have to pass catch-all handlers or middlewares. */
    public boolean isWatching() {
        return watching || outer != null && outer.isWatching();
    }

    public List<ConnectMiddleware> middlewares() {
        return all(table -> table.middlewares);
    }

    public List<AnyEventHandler> anyHandlers() {
        return all(table -> table.anyHandlers);
    }

    public List<EventMiddleware> eventMiddlewares() {
        return all(table -> table.eventMiddlewares);
    }

    public List<ConnectHandler> connectHandlers() {
        return all(table -> table.connectHandlers);
    }

    public List<DisconnectHandler> disconnectHandlers() {
        return all(table -> table.disconnectHandlers);
    }

    /** Those of the widest circle first. */
    private <T> List<T> all(Function<HandlerTable, List<T>> kind) {
        List<T> own = kind.apply(this);
        return outer == null ? own : Joined.of(outer.all(kind), own);
    }
}
