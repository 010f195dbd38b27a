package io.pocketio.redis;

import io.lettuce.core.RedisException;
import io.pocketio.cluster.ClusterCounters;
import io.pocketio.lane.TimeSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * What a bus has to do with one Redis, or with one master of a cluster: what is subscribed to there, and what waits to be published
 * there. Messages go while it is connected both ways and all is subscribed to. Thread-safe.
 */
final class BusLink {

    /** Whom it concerns. Called by the worker. */
    interface Watcher {

        /** It is {@link #isReady() ready}, or {@link #isAway() away}, or not any more. */
        void changed();

        /** It could not be connected in the first place. It is tried again. */
        void failed(Throwable why);

        /** Something belongs to another part of the cluster than was thought. What has been published there waits. */
        void misplaced(BusLink link);
    }

    private static final long FIRST_DELAY = 100;
    private static final long LONGEST_DELAY = 5_000;

    /** Who stops again so soon, in milliseconds, waits longer. */
    private static final long SOON = 10_000;

    private final RedisChannels channels;
    private final Listeners listeners;
    private final Executor worker;
    private final TimeSource time;
    private final ClusterCounters counters;
    private final BusWarnings warnings;
    private final Watcher watcher;
    private final Subscriptions subscriptions;
    private final PublishQueue queue;

    /** All that is wanted is held. The worker's, as is all that follows. */
    private boolean restored;

    private long delay = FIRST_DELAY;
    private long lastStop = Long.MIN_VALUE / 2;
    private boolean verifies;
    private boolean away;

    /** Messages go, and come. Written by the worker. */
    private volatile boolean ready;

    private volatile boolean closed;

    /** @param worker runs one task at a time, in order, never within a call of this class */
    BusLink(
            RedisChannels channels,
            Listeners listeners,
            PublishQueue.Limits limits,
            Executor worker,
            TimeSource time,
            ClusterCounters counters,
            BusWarnings warnings,
            Watcher watcher) {
        this.channels = channels;
        this.listeners = listeners;
        this.worker = worker;
        this.time = time;
        this.counters = counters;
        this.warnings = warnings;
        this.watcher = watcher;
        this.subscriptions = new Subscriptions(channels, worker, time, new SubscriptionsWatcher());
        this.queue = new PublishQueue(channels, limits, worker, subscriptions::isKnown, new QueueWatcher(), counters);
    }

    /** Connects, soon. */
    void start() {
        channels.start(new Events());
    }

    /** Called by the worker. */
    void want(Topic topic) {
        subscriptions.want(topic);
    }

    /** Called by the worker. */
    void unwant(Topic topic) {
        subscriptions.unwant(topic);
    }

    /** @return false when this is closed, and nothing has been done */
    boolean publish(String channel, byte[] message) {
        return queue.add(channel, message);
    }

    /** How many subscribe to exactly that channel, at this Redis alone. Fails at once where it is not ready. */
    CompletableFuture<Long> subscribers(String channel) {
        CompletableFuture<Long> answer = new CompletableFuture<>();
        if (!ready) {
            answer.completeExceptionally(new RedisException("There is no connection to Redis"));
            return answer;
        }
        worker.execute(() -> channels.subscribers(channel).whenComplete((count, failure) -> {
            if (failure == null) {
                answer.complete(count);
            } else {
                answer.completeExceptionally(failure);
            }
        }));
        return answer;
    }

    /** Messages go, and come. */
    boolean isReady() {
        return ready;
    }

    /** It has gone, or has not come in the first place. Called by the worker. */
    boolean isAway() {
        return away;
    }

    /** What waits, in order: it is the caller's from now on. */
    List<PublishQueue.Message> takeAll() {
        return queue.takeAll();
    }

    /** Blocks while messages wait and go, for so many milliseconds at most. */
    void awaitEmpty(long millis) throws InterruptedException {
        queue.awaitEmpty(millis);
    }

    /** Nothing is taken from now on. What waits can be {@link #takeAll() taken}. */
    CompletionStage<?> close() {
        closed = true;
        ready = false;
        queue.close();
        subscriptions.disconnected();
        return channels.close();
    }

    private void openWhenReady() {
        if (restored && channels.isPublishing() && !closed) {
            away = false;
            ready = true;
            watcher.changed();
            queue.open();
        }
    }

    private void hasGone() {
        if (!closed && (ready || !away)) {
            away = true;
            ready = false;
            watcher.changed();
        }
    }

    /** Looks whether all is held, and goes on; later and later where that does not help. */
    private void verifyLater() {
        if (verifies) {
            return;
        }
        verifies = true;
        long now = time.millis();
        delay = now - lastStop < SOON ? Math.min(2 * delay, LONGEST_DELAY) : FIRST_DELAY;
        lastStop = now;
        time.timer()
                .schedule(
                        () -> worker.execute(() -> {
                            verifies = false;
                            restored = false;
                            subscriptions.verify();
                        }),
                        delay,
                        TimeUnit.MILLISECONDS);
    }

    private final class Events implements RedisChannels.Listener {

        @Override
        public void message(Topic topic, String channel, byte[] message) {
            counters.countReceived();
            listeners.message(topic, channel, message);
        }

        @Override
        public void subscribed(Topic topic) {
            subscriptions.confirmed(topic);
        }

        @Override
        public void unsubscribed(Topic topic) {
            subscriptions.ended(topic);
        }

        @Override
        public void connectingHasFailed(Throwable why) {
            worker.execute(() -> {
                watcher.failed(why);
                hasGone();
            });
        }

        @Override
        public void listeningHasGone() {
            queue.pause();
            worker.execute(() -> {
                restored = false;
                hasGone();
            });
            subscriptions.disconnected();
        }

        @Override
        public void listeningIsBack() {
            subscriptions.connected();
        }

        @Override
        public void publishingHasGone() {
            queue.disconnected();
            worker.execute(BusLink.this::hasGone);
        }

        @Override
        public void publishingIsBack() {
            worker.execute(BusLink.this::openWhenReady);
        }
    }

    private final class QueueWatcher implements PublishQueue.Watcher {

        @Override
        public void dropped() {
            warnings.dropped();
        }

        @Override
        public void refused(Throwable why) {
            warnings.notPublished(why);
        }

        @Override
        public void stopped() {
            worker.execute(BusLink.this::verifyLater);
        }

        @Override
        public void misplaced(Throwable why) {
            worker.execute(() -> {
                watcher.misplaced(BusLink.this);
                verifyLater();
            });
        }
    }

    private final class SubscriptionsWatcher implements Subscriptions.Watcher {

        @Override
        public void restored() {
            restored = true;
            openWhenReady();
        }

        @Override
        public void refused(Topic topic, Throwable why) {
            if (Commands.isForLater(why)) {
                watcher.misplaced(BusLink.this);
            } else {
                warnings.notSubscribed(topic, why);
            }
        }
    }
}
