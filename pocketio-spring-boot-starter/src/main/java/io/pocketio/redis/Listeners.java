package io.pocketio.redis;

import io.pocketio.cluster.BusListener;
import io.pocketio.lane.TimeSource;
import io.pocketio.log.OncePerMinute;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who listens here to what. Thread-safe. */
final class Listeners {

    private static final Logger logger = LoggerFactory.getLogger(Listeners.class);

    /** Lists are replaced, and not changed. */
    private final ConcurrentMap<Topic, List<BusListener>> listeners = new ConcurrentHashMap<>();

    private final OncePerMinute failures;

    Listeners(TimeSource time) {
        this.failures = new OncePerMinute(time::nanos);
    }

    void add(Topic topic, BusListener listener) {
        listeners.merge(topic, List.of(listener), Listeners::with);
    }

    private static List<BusListener> with(List<BusListener> list, List<BusListener> more) {
        List<BusListener> all = new ArrayList<>(list);
        all.addAll(more);
        return List.copyOf(all);
    }

    void remove(Topic topic, BusListener listener) {
        listeners.computeIfPresent(topic, (same, list) -> without(list, listener));
    }

    /** One of them, if it is there more than once. */
    private static @Nullable List<BusListener> without(List<BusListener> list, BusListener listener) {
        List<BusListener> others = new ArrayList<>(list);
        others.remove(listener);
        return others.isEmpty() ? null : List.copyOf(others);
    }

    boolean hasAny(Topic topic) {
        return listeners.containsKey(topic);
    }

    /** Called by a thread that reads from Redis. */
    void message(Topic topic, String channel, byte[] message) {
        for (BusListener listener : listeners.getOrDefault(topic, List.of())) {
            try {
                listener.message(channel, message);
            } catch (RuntimeException failure) { // the others have to hear it all the same
                if (failures.test()) {
                    logger.error("A message of another node could not be handled", failure);
                }
            }
        }
    }
}
