package io.pocketio.server;

import io.pocketio.ConnectMiddleware;
import io.pocketio.EventMiddleware;
import io.pocketio.Namespace;
import io.pocketio.NamespaceLease;
import io.pocketio.NamespaceMatcher;
import io.pocketio.ParentNamespace;
import io.pocketio.Rooms;
import io.pocketio.ServerStatistics;
import io.pocketio.SocketIoServer;
import io.pocketio.engine.EngineServer;
import io.pocketio.engine.EngineSession;
import io.pocketio.protocol.Packet;
import io.pocketio.server.dispatch.LastHandlers;
import io.pocketio.server.namespace.DefaultNamespace;
import io.pocketio.server.namespace.NamespaceRegistry;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/** The namespaces, and what all connections have in common. Thread-safe. */
final class DefaultSocketIoServer implements SocketIoServer {

    private static final Logger logger = LoggerFactory.getLogger(DefaultSocketIoServer.class);

    private final NamespaceRegistry namespaces;
    private final LastHandlers lastHandlers;
    private final EngineServer engine;
    private final ServerStatistics statistics;
    private final DefaultNamespace main;

    /** Held while the server opens, and while adapters are closed because it has not opened again. */
    private final Object adaptersInUse = new Object();

    /** Replaced under the monitor of {@link #adaptersInUse}. */
    private volatile Run run = new Run();

    DefaultSocketIoServer(
            NamespaceRegistry namespaces, LastHandlers lastHandlers, EngineServer engine, ServerStatistics statistics) {
        this.namespaces = namespaces;
        this.lastHandlers = lastHandlers;
        this.engine = engine;
        this.statistics = statistics;
        this.main = namespaces.of(Packet.MAIN_NAMESPACE);
    }

    @Override
    public Namespace of(String namespace) {
        return namespaces.of(namespace);
    }

    @Override
    public ParentNamespace of(Pattern pattern) {
        return namespaces.addParent(pattern);
    }

    @Override
    public ParentNamespace of(NamespaceMatcher matcher) {
        return namespaces.addParent(matcher);
    }

    @Override
    public ParentNamespace ofTemplate(String template) {
        return namespaces.addTemplate(template);
    }

    @Override
    public NamespaceLease<Namespace> lease(String namespace) {
        return namespaces.lease(namespace);
    }

    @Override
    public NamespaceLease<ParentNamespace> leaseTemplate(String template) {
        return namespaces.leaseTemplate(template);
    }

    @Override
    public Disposable onNamespace(Consumer<Namespace> listener) {
        return namespaces.addListener(listener);
    }

    @Override
    public Namespace sockets() {
        return main;
    }

    @Override
    public Disposable useForAll(ConnectMiddleware middleware) {
        return namespaces.common().use(middleware);
    }

    @Override
    public Disposable useForAll(EventMiddleware middleware) {
        return namespaces.common().use(middleware);
    }

    @Override
    public Rooms rooms() {
        return main.rooms();
    }

    @Override
    public EngineServer engine() {
        return engine;
    }

    @Override
    public ServerStatistics statistics() {
        return statistics;
    }

    @Override
    public void open() {
        synchronized (adaptersInUse) {
            run = new Run();
            engine.open();
        }
    }

    @Override
    public Mono<Void> close() {
        return run.close(Duration.ZERO);
    }

    @Override
    public Mono<Void> close(Duration drain) {
        return run.close(drain);
    }

    @Override
    public Mono<Void> close(Predicate<EngineSession> clients) {
        Set<EngineSession> chosen = ConcurrentHashMap.newKeySet();
        Mono<Void> ended = lastHandlers
                .finished(
                        chosen::contains,
                        () -> engine.close(session -> clients.test(session) && chosen.add(session))
                                .doFinally(signal -> chosen.clear()))
                .cache();
        ended.subscribe(nothing -> {}, DefaultSocketIoServer::notInGoodOrder);
        return ended;
    }

    private static void notInGoodOrder(Throwable failure) {
        logger.error("The server could not be closed in good order", failure);
    }

    /** From one opening to the next. What comes late from the end of one must not touch the next. */
    private final class Run {

        private final AtomicBoolean closing = new AtomicBoolean();
        private final Mono<Void> end = Mono.defer(this::shutDown).cache();
        private volatile Duration drain = Duration.ZERO;

        Mono<Void> close(Duration time) {
            if (closing.compareAndSet(false, true)) {
                drain = time;
                end.subscribe(nothing -> {}, DefaultSocketIoServer::notInGoodOrder);
            }
            return end;
        }

        /** The engine ends all sessions, and these their sockets; without farewell packets, so that clients come back. */
        private Mono<Void> shutDown() {
            return lastHandlers
                    .finished(session -> true, () -> engine.close(drain))
                    .then(Mono.defer(lastHandlers::finishedLately))
                    .doOnTerminate(this::closeAdapters);
        }

        private void closeAdapters() {
            synchronized (adaptersInUse) {
                if (run == this) { // else they are in use again
                    namespaces.all().forEach(DefaultNamespace::closeAdapter);
                }
            }
        }
    }
}
