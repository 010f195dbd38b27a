package io.pocketio.server.namespace;

import io.pocketio.Broadcast;
import io.pocketio.Namespace;
import io.pocketio.NamespaceMatcher;
import io.pocketio.ParentNamespace;
import io.pocketio.server.broadcast.ForwardingBroadcast;
import io.pocketio.server.broadcast.ParentBroadcast;
import io.pocketio.server.handler.HandlerTable;
import io.pocketio.server.handler.HandlersOwner;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Which names make a namespace, what holds for all of these, and those that exist. Thread-safe. */
public final class DefaultParentNamespace extends ForwardingBroadcast implements ParentNamespace, HandlersOwner {

    private final Function<String, Namespace> namespaces;
    private final HandlerTable handlers;

    /** Decides at once: variables for a name that matches. {@code null} when the matcher decides. */
    private final @Nullable Function<String, @Nullable Map<String, String>> pattern;

    private final @Nullable NamespaceMatcher matcher;
    private final Holders holders;
    private final Broadcast all = new ParentBroadcast(this, child -> child);

    /** By name. Concurrent: any thread. */
    private final ConcurrentMap<String, Namespace> children = new ConcurrentHashMap<>();

    DefaultParentNamespace(
            Function<String, Namespace> namespaces,
            HandlerTable handlers,
            @Nullable Function<String, @Nullable Map<String, String>> pattern,
            @Nullable NamespaceMatcher matcher,
            Holders holders) {
        this.namespaces = namespaces;
        this.handlers = handlers;
        this.pattern = pattern;
        this.matcher = matcher;
        this.holders = holders;
    }

    @Override
    public HandlerTable handlerTable() {
        return handlers;
    }

    @Override
    public Collection<Namespace> children() {
        return Collections.unmodifiableCollection(children.values());
    }

    // What follows is for the registry and for searches.

    /** {@code null} when the names are decided by {@link #matcher()}, or when this one does not match. */
    @Nullable
    public Map<String, String> match(String name) {
        return pattern == null ? null : pattern.apply(name);
    }

    @Nullable
    public NamespaceMatcher matcher() {
        return matcher;
    }

    Holders holders() {
        return holders;
    }

    void add(Namespace child) {
        children.put(child.name(), child);
    }

    /** Whether it was there. */
    boolean remove(Namespace child) {
        return children.remove(child.name(), child);
    }

    // What follows is for all children.

    @Override
    protected Broadcast all() {
        return all;
    }

    @Override
    public Broadcast of(String namespace) {
        return namespaces.apply(namespace);
    }
}
