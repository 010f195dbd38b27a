package io.pocketio.server;

import io.pocketio.ConnectMiddleware;
import io.pocketio.EventMiddleware;
import io.pocketio.Namespace;
import io.pocketio.NamespaceMatcher;
import io.pocketio.ParentNamespace;
import io.pocketio.Rooms;
import io.pocketio.ServerStatistics;
import io.pocketio.SocketIoServer;
import io.pocketio.engine.EngineServer;
import io.pocketio.log.ClientText;
import io.pocketio.protocol.Packet;
import io.pocketio.server.dispatch.LastHandlers;
import io.pocketio.server.namespace.DefaultNamespace;
import io.pocketio.server.namespace.NamespaceRegistry;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** The namespaces, and what all connections have in common. Thread-safe. */
final class DefaultSocketIoServer implements SocketIoServer {

    private static final Logger logger = LoggerFactory.getLogger(DefaultSocketIoServer.class);

    private final NamespaceRegistry namespaces;
    private final LastHandlers lastHandlers;
    private final EngineServer engine;
    private final ServerStatistics statistics;
    private final DefaultNamespace main;

    /** Set while the server is closed. */
    private final AtomicReference<@Nullable Mono<Void>> closing = new AtomicReference<>();

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
    public void onNamespace(Consumer<Namespace> listener) {
        namespaces.addListener(listener);
    }

    @Override
    public Namespace sockets() {
        return main;
    }

    @Override
    public void useForAll(ConnectMiddleware middleware) {
        namespaces.common().use(middleware);
    }

    @Override
    public void useForAll(EventMiddleware middleware) {
        namespaces.common().use(middleware);
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
        closing.set(null);
        engine.open();
    }

    @Override
    public Mono<Void> close() {
        Mono<Void> begun = closing.get();
        if (begun != null) {
            return begun;
        }
        Mono<Void> shutDown = Mono.defer(this::shutDown).cache();
        if (!closing.compareAndSet(null, shutDown)) {
            return close();
        }
        shutDown.subscribe(
                nothing -> {}, failure -> logger.error("The server could not be closed in good order", failure));
        return shutDown;
    }

    /** The engine ends all sessions, and these their sockets; without farewell packets, so that clients come back. */
    private Mono<Void> shutDown() {
        return engine.close().then(Mono.defer(lastHandlers::finished)).doOnTerminate(this::closeAdapters);
    }

    private void closeAdapters() {
        for (DefaultNamespace namespace : namespaces.all()) {
            try {
                namespace.adapter().close();
            } catch (Throwable failure) {
                logger.error("The adapter of {} could not be closed", ClientText.of(namespace.name()), failure);
            }
        }
    }
}
