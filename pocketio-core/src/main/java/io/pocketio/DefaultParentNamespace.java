package io.pocketio;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Which names make a namespace, what holds for all of these, and those that exist. Thread-safe. */
final class DefaultParentNamespace extends ForwardingBroadcast implements ParentNamespace, HandlersOwner {

    private final DefaultSocketIoServer server;
    private final HandlerRegistrations registrations;

    /** Decides at once: variables for a name that matches. {@code null} when the matcher decides. */
    private final @Nullable Function<String, @Nullable Map<String, String>> pattern;

    private final @Nullable NamespaceMatcher matcher;
    private final Broadcast all = new ParentBroadcast(this, child -> child);

    /** By name. Concurrent: any thread. */
    private final ConcurrentMap<String, DefaultNamespace> children = new ConcurrentHashMap<>();

    DefaultParentNamespace(
            DefaultSocketIoServer server,
            HandlerRegistrations registrations,
            @Nullable Function<String, @Nullable Map<String, String>> pattern,
            @Nullable NamespaceMatcher matcher) {
        this.server = server;
        this.registrations = registrations;
        this.pattern = pattern;
        this.matcher = matcher;
    }

    @Override
    public HandlerRegistrations registrations() {
        return registrations;
    }

    @Override
    public Collection<Namespace> children() {
        return Collections.unmodifiableCollection(children.values());
    }

    // What follows is for the registry and for lookups.

    /** {@code null} when the names are decided by {@link #matcher()}, or when this one does not match. */
    @Nullable
    Map<String, String> match(String name) {
        return pattern == null ? null : pattern.apply(name);
    }

    @Nullable
    NamespaceMatcher matcher() {
        return matcher;
    }

    void add(DefaultNamespace child) {
        children.put(child.name(), child);
    }

    void remove(DefaultNamespace child) {
        children.remove(child.name(), child);
    }

    // What follows is for all children.

    @Override
    Broadcast all() {
        return all;
    }

    @Override
    public Broadcast of(String namespace) {
        return server.of(namespace);
    }
}
