package io.pocketio.redis;

import io.lettuce.core.RedisException;
import io.pocketio.lane.TimeSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;

/**
 * The links to all masters that something belongs to: finds the one for each channel, and moves what belongs elsewhere when a cluster
 * changes. Thread-safe; what changes links is a worker.
 */
final class BusLinks {

    /** Makes the link to a master. */
    interface Maker {

        BusLink make(Routes.Master master, BusLink.Watcher watcher);
    }

    /** Until a cluster is asked what has become of it, in milliseconds: now and then, and while a master is away. */
    private static final long NOW_AND_THEN = 10_000;

    private static final long WHILE_AWAY = 2_000;

    /** So long, in milliseconds, what waits may still go when this is closed. */
    private static final long CLOSING_TIME = 1_000;

    private static final Logger logger = LoggerFactory.getLogger(BusLinks.class);

    private final Executor worker;
    private final Topology topology;
    private final Maker maker;
    private final Listeners listeners;
    private final Outages outages;
    private final TimeSource time;
    private final CompletableFuture<Void> begun = new CompletableFuture<>();
    private final ConcurrentMap<Routes.Master, BusLink> links = new ConcurrentHashMap<>();
    private final BusLink.Watcher watcher = new Watcher();

    /** Written by the worker: there is a link for all of its masters. */
    private volatile Routes routes;

    /** Where what is wanted is subscribed to. The worker's, as is all that follows. */
    private final Map<Topic, Routes.Master> places = new HashMap<>();

    private boolean refreshes;
    private final Set<BusLink> misplaced = new HashSet<>();
    private Disposable nextLook = Disposables.disposed();

    private volatile boolean ready;
    private volatile boolean closed;

    /**
     * @param worker runs one task at a time, in order, never within a call of this class
     * @param maker called by the worker, but for the first routes: by the caller, and what it throws is thrown
     */
    BusLinks(Executor worker, Topology topology, Maker maker, Listeners listeners, Outages outages, TimeSource time) {
        this.worker = worker;
        this.topology = topology;
        this.maker = maker;
        this.listeners = listeners;
        this.outages = outages;
        this.time = time;
        this.routes = topology.routes(null, master -> false);
        routes.masters().forEach(this::open);
        if (topology.changes()) {
            worker.execute(() -> lookIn(NOW_AND_THEN));
        }
    }

    private void open(Routes.Master master) {
        BusLink link = maker.make(master, watcher);
        links.put(master, link);
        link.start();
    }

    /** When all were there for the first time; fails when one of them was not. */
    CompletableFuture<Void> begun() {
        return begun;
    }

    boolean areReady() {
        return ready && !closed;
    }

    /** To be called whenever the listeners to a topic have changed. */
    void reconsider(Topic topic) {
        worker.execute(() -> place(topic));
    }

    void publish(String channel, byte[] message) {
        while (!closed) {
            BusLink link = links.get(routes.of(channel));
            if (link != null && link.publish(channel, message)) {
                return;
            }
            Thread.onSpinWait(); // it has just been replaced
        }
    }

    CompletableFuture<Long> subscribers(String channel) {
        BusLink link = links.get(routes.of(channel));
        return link == null
                ? CompletableFuture.failedFuture(new RedisException("The Redis cluster changes"))
                : link.subscribers(channel);
    }

    /** Blocks while messages wait and go, for one second at most. What waits then is given up. Told when connections have ended. */
    CompletableFuture<?> close() {
        try {
            for (BusLink link : links.values()) {
                link.awaitEmpty(CLOSING_TIME);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        closed = true;
        worker.execute(() -> nextLook.dispose());
        return CompletableFuture.allOf(links.values().stream()
                .map(link -> link.close().toCompletableFuture())
                .toArray(CompletableFuture[]::new));
    }

    private void place(Topic topic) {
        Routes.Master at = places.get(topic);
        Routes.Master right = routes.of(topic.name());
        if (!listeners.hasAny(topic)) {
            if (at != null) {
                places.remove(topic);
                link(at).unwant(topic);
            }
        } else if (!right.equals(at)) {
            if (at != null) {
                link(at).unwant(topic);
            }
            places.put(topic, right);
            link(right).want(topic);
        }
    }

    private BusLink link(Routes.Master master) {
        return Objects.requireNonNull(links.get(master));
    }

    private void lookIn(long millis) {
        nextLook.dispose();
        if (!closed) {
            nextLook = time.timer().schedule(() -> worker.execute(this::refresh), millis, TimeUnit.MILLISECONDS);
        }
    }

    private void refresh() {
        if (refreshes || closed || !topology.changes()) {
            return;
        }
        refreshes = true;
        topology.refresh()
                .whenComplete((done, failure) -> worker.execute(() -> {
                    refreshes = false;
                    if (failure != null) {
                        logger.debug("The Redis cluster does not tell what it looks like", failure);
                    }
                    reroute();
                    lookIn(links.values().stream().anyMatch(BusLink::isAway) ? WHILE_AWAY : NOW_AND_THEN);
                }));
    }

    private void reroute() {
        if (closed) {
            return;
        }
        Routes changed = topology.routes(
                routes, master -> links.containsKey(master) && link(master).isAway());
        Set<Routes.Master> masters = changed.masters();
        masters.stream().filter(master -> !links.containsKey(master)).forEach(this::open);
        routes = changed;
        List.copyOf(places.keySet()).forEach(this::place);
        for (Routes.Master master : List.copyOf(links.keySet())) {
            if (!masters.contains(master)) {
                BusLink link = link(master);
                links.remove(master);
                link.close();
                misplaced.add(link);
            }
        }
        misplaced.forEach(this::publishAgain);
        misplaced.clear();
        watcher.changed();
    }

    private void publishAgain(BusLink link) {
        link.takeAll().forEach(message -> publish(message.channel(), message.content()));
    }

    private boolean hasBegun() {
        return begun.isDone() && !begun.isCompletedExceptionally();
    }

    private final class Watcher implements BusLink.Watcher {

        @Override
        public void changed() {
            boolean all = links.values().stream().allMatch(BusLink::isReady);
            boolean away = links.values().stream().anyMatch(BusLink::isAway);
            if (all) {
                outages.ended();
            } else if (away && hasBegun() && !closed) {
                outages.begun();
            }
            ready = all;
            if (all) {
                begun.complete(null);
            }
            if (away && topology.changes()) {
                lookIn(WHILE_AWAY);
            }
        }

        @Override
        public void failed(Throwable why) {
            begun.completeExceptionally(why);
        }

        @Override
        public void misplaced(BusLink link) {
            misplaced.add(link);
            refresh();
        }
    }
}
