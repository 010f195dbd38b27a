package io.pocketio.server.connection;

import io.pocketio.NamespaceMatcher;
import io.pocketio.engine.EngineSession;
import io.pocketio.json.CodecException;
import io.pocketio.log.ClientText;
import io.pocketio.server.dispatch.BlockingWatch;
import io.pocketio.server.dispatch.WatchedThread;
import io.pocketio.server.namespace.DefaultNamespace;
import io.pocketio.server.namespace.DefaultParentNamespace;
import io.pocketio.server.namespace.NamespaceRegistry;
import io.pocketio.server.socket.DefaultHandshake;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;

/**
 * Finds the namespace that a client asks for among those that are not there yet: asks the parents, one after the other. Confined
 * to the lane of the client's session.
 */
final class NamespaceSearch {

    private static final Logger logger = LoggerFactory.getLogger(NamespaceSearch.class);

    private final Client client;
    private final NamespaceRegistry registry;
    private final String name;
    private final DefaultHandshake handshake;
    private final Iterator<DefaultParentNamespace> parents;

    /** More than one when a matcher decides at once and the next one does not. */
    private final Disposable.Composite pending = Disposables.composite();

    /** The client is inside, though without a socket yet. */
    private @Nullable DefaultNamespace entered;

    /** Who asks for the namespace. Called in the lane. */
    interface Client {

        /** The client is inside already. */
        void found(NamespaceSearch search, DefaultNamespace namespace);

        void notFound(NamespaceSearch search);

        EngineSession session();
    }

    NamespaceSearch(Client client, NamespaceRegistry registry, String name, DefaultHandshake handshake) {
        this.client = client;
        this.registry = registry;
        this.name = name;
        this.handshake = handshake;
        this.parents = registry.parents().iterator();
    }

    String name() {
        return name;
    }

    DefaultHandshake handshake() {
        return handshake;
    }

    /** @param existing the namespace as it was just found, if it was */
    void begin(@Nullable DefaultNamespace existing) {
        if (existing != null && existing.occupancy().enter()) {
            waitFor(existing);
        } else {
            proceed();
        }
    }

    /** Asks the next parent. */
    private void proceed() {
        while (!pending.isDisposed() && parents.hasNext()) {
            DefaultParentNamespace parent = parents.next();
            NamespaceMatcher matcher = parent.matcher();
            if (matcher != null) {
                WatchedThread thread = begin(matcher);
                try {
                    await(parent, ask(matcher));
                } finally {
                    end(thread);
                }
                return;
            }
            Map<String, String> variables = match(parent);
            if (variables != null) {
                accept(parent, variables);
                return;
            }
        }
        if (!pending.isDisposed()) {
            client.notFound(this);
        }
    }

    /** An expression of the application's may be too deep for the stack. */
    private @Nullable Map<String, String> match(DefaultParentNamespace parent) {
        WatchedThread thread = begin(parent);
        try {
            return parent.match(name);
        } catch (Throwable failure) {
            failed(failure);
            return null;
        } finally {
            end(thread);
        }
    }

    /** {@code null} when nobody watches. */
    private @Nullable WatchedThread begin(Object decider) {
        BlockingWatch watch = registry.watch();
        return watch == null ? null : watch.begin(decider, name, null);
    }

    private static void end(@Nullable WatchedThread thread) {
        if (thread != null) {
            thread.end();
        }
    }

    private Mono<Boolean> ask(NamespaceMatcher matcher) {
        try {
            return Objects.requireNonNull(matcher.matches(name, handshake), "the matcher returned null");
        } catch (Throwable failure) {
            return refused(failure);
        }
    }

    /** The matcher may decide in any thread; it goes on in the lane. */
    private void await(DefaultParentNamespace parent, Mono<Boolean> verdict) {
        try {
            pending.add(verdict.defaultIfEmpty(false)
                    .onErrorResume(this::refused)
                    .contextWrite(handshake.context())
                    .subscribe(
                            accepted -> client.session().execute(() -> decided(parent, accepted)),
                            bug -> logger.error("The lookup of a namespace failed ({})", client.session(), bug)));
        } catch (Throwable fatal) { // Reactor throws what it takes for fatal, such as a class that cannot be loaded
            failed(fatal);
            decided(parent, false);
        }
    }

    private Mono<Boolean> refused(Throwable failure) {
        failed(failure);
        return Mono.just(false);
    }

    private void failed(Throwable failure) {
        if (failure instanceof CodecException) {
            logger.debug(
                    "What the client sent does not fit a namespace matcher: {} ({})",
                    ClientText.sentence(failure.getMessage()),
                    client.session());
        } else {
            logger.error("A namespace matcher failed ({})", client.session(), failure);
        }
    }

    private void decided(DefaultParentNamespace parent, boolean accepted) {
        if (pending.isDisposed()) {
            return;
        }
        if (accepted) {
            accept(parent, Map.of());
        } else {
            proceed();
        }
    }

    private void accept(DefaultParentNamespace parent, Map<String, String> variables) {
        DefaultNamespace namespace = enter(parent, variables);
        if (namespace == null) {
            client.notFound(this);
        } else {
            waitFor(namespace);
        }
    }

    private @Nullable DefaultNamespace enter(DefaultParentNamespace parent, Map<String, String> variables) {
        try {
            return registry.enter(parent, name, variables);
        } catch (Throwable failure) {
            logger.error("A namespace could not be made ({})", client.session(), failure);
            return null;
        }
    }

    /** Whoever makes it may not have told the listeners yet: no socket may be in it before. */
    private void waitFor(DefaultNamespace inside) {
        entered = inside;
        if (inside.occupancy().isOpen()) {
            found(inside);
        } else {
            pending.add(inside.occupancy()
                    .opened()
                    .subscribe(nothing -> {}, bug -> {}, () -> client.session().execute(() -> found(inside))));
        }
    }

    private void found(DefaultNamespace namespace) {
        if (!pending.isDisposed()) {
            entered = null;
            client.found(this, namespace);
        }
    }

    /** The client has gone: what is decided from now on does not matter. */
    void abandon() {
        pending.dispose();
        DefaultNamespace left = entered;
        if (left != null) {
            entered = null;
            left.leave();
        }
    }
}
