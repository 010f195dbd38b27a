package io.pocketio.redis;

import io.pocketio.lane.TimeSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;

/**
 * What is wanted of one Redis, and what of it is held: what is wanted and not held is asked for until it is, first soon, then less and
 * less often. What is held is the business of a worker alone; who tells of Redis may be any thread.
 */
final class Subscriptions {

    /** Whom it concerns. Called by the worker. */
    interface Watcher {

        /** All that was wanted when the connection came, or when this was to {@link #verify()}, is held. */
        void restored();

        /** Redis says no. It is asked again. */
        void refused(Topic topic, Throwable why);
    }

    static final long FIRST_DELAY = 100;
    static final long LONGEST_DELAY = 5_000;

    /** What has not been answered for so long is asked for once more. */
    static final long ANSWER_TIME = 5_000;

    private final RedisChannels channels;
    private final Executor worker;
    private final TimeSource time;
    private final Watcher watcher;

    /** What is wanted, and has been held at some time. Written by the worker. */
    private final Set<Topic> known = ConcurrentHashMap.newKeySet();

    /** Those of them that are patterns. */
    private final Set<Topic> knownPatterns = ConcurrentHashMap.newKeySet();

    /** What is wanted. The worker's, as is all that follows. */
    private final Map<Topic, Asked> topics = new HashMap<>();

    /** What has to be held until all is restored; {@code null} when it is. */
    private @Nullable Set<Topic> missing;

    private boolean connected;
    private long delay = FIRST_DELAY;
    private @Nullable Disposable nextLook;

    /** @param worker runs one task at a time, in order, never within a call of this class */
    Subscriptions(RedisChannels channels, Executor worker, TimeSource time, Watcher watcher) {
        this.channels = channels;
        this.worker = worker;
        this.time = time;
        this.watcher = watcher;
    }

    /** Called by the worker. */
    void want(Topic topic) {
        if (topics.containsKey(topic)) {
            return;
        }
        Asked asked = new Asked();
        topics.put(topic, asked);
        if (connected) {
            ask(topic, asked);
            lookLater();
        }
    }

    /** Called by the worker. */
    void unwant(Topic topic) {
        if (topics.remove(topic) != null) {
            known.remove(topic);
            knownPatterns.remove(topic);
            if (connected) {
                channels.unsubscribe(topic);
            }
            notMissing(topic);
        }
    }

    /**
     * Whether somebody here listens to that channel, and Redis has known of that: then whoever publishes there is heard, unless Redis has
     * forgotten. Looks through all patterns: not to be asked for each message.
     */
    boolean isKnown(String channel) {
        return known.contains(Topic.channel(channel))
                || knownPatterns.stream().anyMatch(topic -> topic.covers(channel));
    }

    /** There is a connection, and nothing is held on it. */
    void connected() {
        worker.execute(() -> {
            connected = true;
            restore();
        });
    }

    /** Asks for all once more: Redis does not seem to hold what it should. */
    void verify() {
        worker.execute(() -> {
            if (connected) {
                restore();
            }
        });
    }

    void disconnected() {
        worker.execute(() -> {
            connected = false;
            stopLooking();
        });
    }

    void confirmed(Topic topic) {
        worker.execute(() -> {
            Asked asked = topics.get(topic);
            if (asked != null && connected) {
                asked.isHeld = true;
                asked.isOpen = false;
                remember(topic);
                notMissing(topic);
            } else if (asked == null
                    && connected) { // Lettuce has asked for it after an outage, in which it ceased to be wanted
                channels.unsubscribe(topic);
            }
        });
    }

    private void remember(Topic topic) {
        known.add(topic);
        if (topic.isPattern()) {
            knownPatterns.add(topic);
        }
    }

    /** Redis holds it no more, whether that was asked for or not. */
    void ended(Topic topic) {
        worker.execute(() -> {
            Asked asked = topics.get(topic);
            if (asked != null && connected) {
                asked.isHeld = false;
                look();
            }
        });
    }

    private void restore() {
        stopLooking();
        missing = new HashSet<>(topics.keySet());
        topics.values().forEach(asked -> {
            asked.isHeld = false;
            asked.isOpen = false;
        });
        look();
        tellWhenRestored();
    }

    private void notMissing(Topic topic) {
        if (missing != null && missing.remove(topic)) {
            tellWhenRestored();
        }
    }

    private void tellWhenRestored() {
        if (connected && missing != null && missing.isEmpty()) {
            missing = null;
            watcher.restored();
        }
    }

    /** Asks for what is not held, and looks again later if there is any. */
    private void look() {
        boolean all = true;
        for (Map.Entry<Topic, Asked> entry : topics.entrySet()) {
            Asked asked = entry.getValue();
            if (!asked.isHeld) {
                all = false;
                if (!asked.isOpen || time.millis() - asked.at >= ANSWER_TIME) {
                    ask(entry.getKey(), asked);
                }
            }
        }
        if (all) {
            delay = FIRST_DELAY;
        } else {
            lookLater();
        }
    }

    private void lookLater() {
        if (nextLook == null) {
            nextLook = time.timer().schedule(() -> worker.execute(this::lookAgain), delay, TimeUnit.MILLISECONDS);
            delay = Math.min(2 * delay, LONGEST_DELAY);
        }
    }

    private void lookAgain() {
        nextLook = null;
        if (connected) {
            look();
        }
    }

    private void stopLooking() {
        if (nextLook != null) {
            nextLook.dispose();
            nextLook = null;
        }
        delay = FIRST_DELAY;
    }

    private void ask(Topic topic, Asked asked) {
        asked.isOpen = true;
        asked.at = time.millis();
        channels.subscribe(topic).whenComplete((done, failure) -> {
            if (failure != null) {
                worker.execute(() -> refused(topic, asked, failure));
            }
        });
    }

    private void refused(Topic topic, Asked asked, Throwable why) {
        if (connected && topics.get(topic) == asked) {
            asked.isOpen = false;
            if (Commands.isAnswer(why)) {
                notMissing(topic); // what may go must not wait for what may never come
                watcher.refused(topic, why);
            }
        }
    }

    private static final class Asked {

        boolean isHeld;

        /** Redis has not answered. */
        boolean isOpen;

        /** Milliseconds of the timer. */
        long at;
    }
}
