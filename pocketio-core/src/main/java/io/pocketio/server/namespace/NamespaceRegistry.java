package io.pocketio.server.namespace;

import io.pocketio.Namespace;
import io.pocketio.NamespaceLease;
import io.pocketio.NamespaceMatcher;
import io.pocketio.ParentNamespace;
import io.pocketio.log.ClientText;
import io.pocketio.server.dispatch.BlockingWatch;
import io.pocketio.server.dispatch.WatchedThread;
import io.pocketio.server.handler.HandlerTable;
import io.pocketio.server.handler.Registration;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;

/** The namespaces of a server by name, and how new ones come into being. Thread-safe. */
public final class NamespaceRegistry implements DefaultNamespace.Siblings {

    private static final Logger logger = LoggerFactory.getLogger(NamespaceRegistry.class);

    /** A name that a client chooses is kept for as long as the namespace exists. */
    private static final int MAX_CHILD_NAME = 1024;

    private final NamespaceSettings settings;
    private final HandlerTable common;
    private final ConcurrentMap<String, DefaultNamespace> namespaces = new ConcurrentHashMap<>();
    private final List<DefaultParentNamespace> parents = new CopyOnWriteArrayList<>();
    private final ConcurrentMap<String, TemplateParent> templates = new ConcurrentHashMap<>();
    private final List<Consumer<Namespace>> listeners = new CopyOnWriteArrayList<>();
    private final ChildNamespaces children;

    public NamespaceRegistry(NamespaceSettings settings) {
        this.settings = settings;
        this.common = HandlerTable.ofServer(settings.interception(), settings.time()::nanos);
        this.children = new ChildNamespaces(namespaces, settings);
    }

    /** {@code null} when nobody watches handlers. */
    public @Nullable BlockingWatch watch() {
        return settings.watch();
    }

    /** What holds for all namespaces. */
    public HandlerTable common() {
        return common;
    }

    public Collection<DefaultNamespace> all() {
        return Collections.unmodifiableCollection(namespaces.values());
    }

    public Disposable addListener(Consumer<Namespace> listener) {
        return Registration.add(listeners, listener);
    }

    // Parents.

    public DefaultParentNamespace addParent(Pattern pattern) {
        return addParent(
                pattern.pattern(),
                name -> pattern.matcher(name).matches() ? Map.<String, String>of() : null,
                null,
                Holders.forGood());
    }

    public DefaultParentNamespace addParent(NamespaceMatcher matcher) {
        return addParent("that a matcher accepts", null, matcher, Holders.forGood());
    }

    /**
     * The same for the same template.
     *
     * @throws IllegalArgumentException see {@link io.pocketio.SocketIoServer#ofTemplate}
     * @throws IllegalStateException when another template matches the same names: nothing would ever reach the second one
     */
    public DefaultParentNamespace addTemplate(String text) {
        return template(text, Holders::keep);
    }

    /** @param hold whether it may be held; when it has gone, a new one is made */
    private DefaultParentNamespace template(String text, Predicate<Holders> hold) {
        PathTemplate template = PathTemplate.parse(withSlash(text));
        String form = template.toString();
        while (true) {
            TemplateParent registered = templates.computeIfAbsent(
                    template.shape(),
                    shape -> new TemplateParent(form, addParent(form, template::match, null, Holders.leases())));
            Holders holders = registered.parent().holders();
            if (!registered.form().equals(form) && !holders.isGone()) {
                throw new IllegalStateException("The template \"" + form + "\" has other variables than \""
                        + registered.form() + "\", which matches the same namespaces");
            }
            if (hold.test(holders)) {
                return registered.parent();
            }
            templates.remove(template.shape(), registered); // another thread is about to
        }
    }

    private DefaultParentNamespace addParent(
            String form,
            @Nullable Function<String, @Nullable Map<String, String>> pattern,
            @Nullable NamespaceMatcher matcher,
            Holders holders) {
        DefaultParentNamespace parent =
                new DefaultParentNamespace(this::of, common.ofNamespace(form), pattern, matcher, holders);
        parents.add(parent);
        return parent;
    }

    public List<DefaultParentNamespace> parents() {
        return Collections.unmodifiableList(parents);
    }

    // For the application.

    /**
     * Made when it does not exist, as a child of the first pattern that matches, and not removed then. One that a client or a lease has
     * brought into being by a parent goes when it would have gone anyway: else each that the application has ever named, by what
     * clients have chosen, would stay for ever. A leading slash is added where it is missing.
     */
    @Override
    public DefaultNamespace of(String namespace) {
        return find(namespace, Stay.FOR_GOOD, NamespaceRegistry::keep);
    }

    private static boolean keep(DefaultNamespace found) {
        return found.origin().stay() == Stay.WHILE_ENTERED
                ? !found.isGone()
                : found.holders().keep();
    }

    /** @param hold whether it may be held; when it has gone, a new one is made */
    private DefaultNamespace find(String namespace, Stay stay, Predicate<DefaultNamespace> hold) {
        String name = withSlash(namespace);
        while (true) {
            DefaultNamespace found = obtain(name, () -> origin(name, stay), children::claim);
            if (found != null && hold.test(found)) {
                return found;
            }
        }
    }

    private static String withSlash(String name) {
        return name.startsWith("/") ? name : '/' + name;
    }

    private NamespaceOrigin origin(String name, Stay stay) {
        if (name.indexOf(',') >= 0) {
            throw new IllegalArgumentException(
                    "No client can reach a namespace with a comma in its name: " + ClientText.of(name));
        }
        for (DefaultParentNamespace parent : parents) {
            Map<String, String> variables = parent.holders().isGone() ? null : parent.match(name);
            if (variables != null) {
                // one that is kept may have to be replaced when the parent has gone
                return NamespaceOrigin.child(
                        parent, name, variables, stay == Stay.WHILE_LEASED ? Stay.WHILE_ENTERED : Stay.WHILE_LEASED);
            }
        }
        return NamespaceOrigin.fixed(common.ofNamespace(name), stay);
    }

    // For parts of the application.

    /** See {@link io.pocketio.SocketIoServer#lease}. */
    public NamespaceLease<Namespace> lease(String namespace) {
        DefaultNamespace leased = find(
                namespace,
                Stay.WHILE_LEASED,
                found -> found.holders().lease() && found.occupancy().enter());
        return Lease.of(leased, () -> {
            if (leased.holders().endLease()) {
                retire(leased);
                children.forgetRetired();
            }
            leased.leave();
        });
    }

    private void retire(DefaultNamespace namespace) {
        namespaces.remove(namespace.name(), namespace);
        namespace.retire();
    }

    /** See {@link io.pocketio.SocketIoServer#leaseTemplate}. */
    public NamespaceLease<ParentNamespace> leaseTemplate(String text) {
        DefaultParentNamespace leased = template(text, Holders::lease);
        return Lease.of(leased, () -> {
            if (leased.holders().endLease()) {
                retire(leased);
            }
        });
    }

    private void retire(DefaultParentNamespace parent) {
        parents.remove(parent);
        templates.values().removeIf(template -> template.parent() == parent);
        for (DefaultNamespace namespace : namespaces.values()) {
            if (namespace.origin().parent() == parent) {
                orphan(parent, namespace);
            }
        }
        children.forgetRetired();
    }

    /** The parent has gone: so does the child, once, unless the application has made it or a lease goes on. Who stays is alone then. */
    private void orphan(DefaultParentNamespace parent, DefaultNamespace child) {
        // entered until it is retired, at the latest with the last lease
        if (parent.remove(child)
                && child.origin().stay() == Stay.WHILE_ENTERED
                && child.occupancy().enter()
                && child.holders().endLease()) {
            retire(child);
        }
    }

    /** Another parent has come: makes room for a child that it guards. {@code false} while leases hold the one that is there. */
    private boolean replace(DefaultNamespace orphan) {
        boolean ended = orphan.holders().end();
        if (ended) {
            retire(orphan);
        }
        return ended;
    }

    // For clients.

    /** None whose parent has gone: a client may have to ask another. */
    @Nullable
    public DefaultNamespace existing(String name) {
        DefaultNamespace existing = current(name);
        return existing == null || existing.isOrphan() ? null : existing;
    }

    private @Nullable DefaultNamespace current(String name) {
        DefaultNamespace existing = namespaces.get(name);
        if (existing != null && existing.isGone()) {
            namespaces.remove(name, existing); // another thread is about to
            return null;
        }
        return existing;
    }

    /** Whether it is worth asking the parents for a namespace of that name, which a client has chosen. */
    public boolean mayHaveParent(String name) {
        return !parents.isEmpty()
                && name.length() <= MAX_CHILD_NAME
                && name.chars().noneMatch(Character::isISOControl);
    }

    /**
     * The namespace of that name for a client, who is inside now and has to leave it; made as a child of the parent when there is
     * none, or one whose parent has gone. {@code null} when there are too many, or the parent has gone, too, or leases hold the other.
     */
    @Nullable
    public DefaultNamespace enter(DefaultParentNamespace parent, String name, Map<String, String> variables) {
        while (true) {
            DefaultNamespace found = obtain(
                    name,
                    () -> NamespaceOrigin.child(parent, name, variables, Stay.WHILE_ENTERED),
                    () -> !parent.holders().isGone() && children.reserve());
            if (found == null || found.isOrphan() && !found.isGone()) {
                return null;
            }
            if (!found.isGone() && found.occupancy().enter()) {
                return found;
            }
        }
    }

    @Override
    public void emptied(DefaultNamespace empty) {
        children.emptied(empty);
    }

    // For both.

    /**
     * The namespace of that name, or one that is made: when there is none, or in place of an orphan if it would be guarded again and
     * no lease holds the other. It may have gone again.
     *
     * @param origin where it comes from if it is made
     * @param room counts one more that stays while it is entered, unless there is no room for it
     * @return {@code null} when there is no room
     */
    private @Nullable DefaultNamespace obtain(String name, Supplier<NamespaceOrigin> origin, BooleanSupplier room) {
        DefaultNamespace existing = current(name);
        if (existing != null && !existing.isOrphan()) {
            return existing;
        }
        NamespaceOrigin next = origin.get();
        if (existing != null && !(next.isGuarded() && replace(existing))) {
            return existing;
        }
        return make(name, next, room);
    }

    private @Nullable DefaultNamespace make(String name, NamespaceOrigin origin, BooleanSupplier room) {
        boolean counts = origin.stay() == Stay.WHILE_ENTERED;
        if (counts && !room.getAsBoolean()) {
            return null;
        }
        DefaultNamespace made = null;
        try {
            made = add(name, origin);
            return made;
        } finally {
            if (counts && (made == null || made.origin() != origin)) {
                children.release();
            }
        }
    }

    /** Listeners are told by the thread that makes it, outside of the map's operation: they may ask for namespaces, too. */
    private DefaultNamespace add(String name, NamespaceOrigin origin) {
        AtomicBoolean born = new AtomicBoolean();
        DefaultNamespace namespace = namespaces.computeIfAbsent(name, absent -> {
            born.set(true);
            return newNamespace(name, origin);
        });
        if (born.get()) {
            tell(namespace);
            namespace.occupancy().open();
            DefaultParentNamespace parent = origin.parent();
            if (parent != null && parent.holders().isGone()) {
                orphan(parent, namespace);
            }
        }
        return namespace;
    }

    private DefaultNamespace newNamespace(String name, NamespaceOrigin origin) {
        DefaultNamespace namespace = new DefaultNamespace(this, settings, name, origin);
        if (origin.parent() != null) {
            origin.parent().add(namespace);
        }
        return namespace;
    }

    private void tell(DefaultNamespace namespace) {
        for (Consumer<Namespace> listener : listeners) {
            BlockingWatch watch = settings.watch();
            WatchedThread thread = watch == null ? null : watch.begin(listener, namespace.name(), null);
            try {
                listener.accept(namespace);
            } catch (Throwable failure) {
                logger.error(
                        "A listener for new namespaces failed (namespace={})",
                        ClientText.of(namespace.name()),
                        failure);
            } finally {
                if (thread != null) {
                    thread.end();
                }
            }
        }
    }

    private record TemplateParent(String form, DefaultParentNamespace parent) {}
}
