package io.pocketio.redis;

import io.pocketio.cluster.ClusterCounters;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What waits to be published: goes in the order in which it came, while it may, some on their way at a time. Where too much waits, the
 * oldest goes. What was on its way when the connection went counts as lost and is not sent again, for others may have heard it.
 * Thread-safe; nothing is published by the thread that adds.
 */
final class PublishQueue {

    /** Whom it concerns that something goes wrong. Called by any thread, of this class's without its lock. */
    interface Watcher {

        /** Some of what waited has gone, because it was too much. */
        void dropped();

        /** A message is not published: Redis says why. */
        void refused(Throwable why);

        /**
         * Redis says that a message belongs elsewhere, or that it cannot be taken just now: as if it was {@link #stopped()}. Those who
         * know where can {@link #takeAll() take} all that waits.
         */
        void misplaced(Throwable why);

        /**
         * Messages wait from now on, until the queue is {@link #open() opened}: one could not be sent, or nobody has heard one that this
         * node should have. It goes again, ahead of the others.
         */
        void stopped();
    }

    /** @param bytes of messages and their channels @param messages the most of them, however short */
    record Limits(long bytes, int messages) {}

    static final int MOST_AT_ONCE = 256;
    static final int MOST_ON_THEIR_WAY = 1024;

    /** No more goes while there are so many on their way, whoever is how long. */
    static final int MOST_BYTES_ON_THEIR_WAY = 1 << 22;

    /** What a message takes beside its characters and bytes. */
    private static final int OVERHEAD = 64;

    private final RedisChannels channels;
    private final Limits limits;
    private final Executor worker;
    private final Predicate<String> isHeardHere;
    private final Watcher watcher;
    private final ClusterCounters counters;

    /** Guards what follows. */
    private final Object lock = new Object();

    private final Deque<Message> waiting = new ArrayDeque<>();

    /** Published in vain: they are ahead of those that wait. */
    private final Deque<Message> unheard = new ArrayDeque<>();

    private long bytes;
    private int onTheirWay;
    private long bytesOnTheirWay;
    private boolean open;
    private boolean closed;

    /** The worker has been called, and has not looked for the last time. */
    private boolean working;

    /** Which connection it is: what is heard of an earlier one means nothing. */
    private int connection;

    /**
     * @param worker runs one task at a time, never within a call of this class
     * @param isHeardHere whether this node subscribes to a channel, so that somebody has to hear what is published there; nobody's, where
     *     Redis does not know of all who do
     */
    PublishQueue(
            RedisChannels channels,
            Limits limits,
            Executor worker,
            Predicate<String> isHeardHere,
            Watcher watcher,
            ClusterCounters counters) {
        this.channels = channels;
        this.limits = limits;
        this.worker = worker;
        this.isHeardHere = isHeardHere;
        this.watcher = watcher;
        this.counters = counters;
    }

    /** @return false when this is closed, and nothing has been done */
    boolean add(String channel, byte[] content) {
        Message message = new Message(channel, content, false);
        int dropped;
        boolean work;
        synchronized (lock) {
            if (closed) {
                return false;
            }
            waiting.addLast(message);
            count(message.weight());
            dropped = dropOldest();
            work = callWorker();
        }
        if (dropped > 0) {
            counters.countLost(dropped);
            watcher.dropped();
        }
        if (work) {
            worker.execute(this::work);
        }
        return true;
    }

    /** From now on messages go. */
    void open() {
        boolean work;
        synchronized (lock) {
            open = !closed;
            work = callWorker();
        }
        if (work) {
            worker.execute(this::work);
        }
    }

    /** Messages wait from now on: nothing is heard any more of those that are on their way. */
    void disconnected() {
        int gone;
        synchronized (lock) {
            open = false;
            gone = onTheirWay;
            onTheirWay = 0;
            bytesOnTheirWay = 0;
            connection++;
            lock.notifyAll();
        }
        counters.countLost(gone);
    }

    /** Messages wait from now on, but those that are on their way. */
    void pause() {
        synchronized (lock) {
            open = false;
            lock.notifyAll();
        }
    }

    /** What waits, in order: it is the caller's from now on. */
    List<Message> takeAll() {
        synchronized (lock) {
            List<Message> all = new ArrayList<>(unheard);
            all.addAll(waiting);
            unheard.clear();
            waiting.clear();
            all.forEach(message -> count(-message.weight()));
            return all;
        }
    }

    /** From now on nothing goes, and nothing is added. */
    void close() {
        synchronized (lock) {
            closed = true;
        }
        disconnected();
    }

    /** Waits until all has gone, or nothing goes any more, for some milliseconds at most. */
    void awaitEmpty(long millis) throws InterruptedException {
        synchronized (lock) {
            long end = System.nanoTime() + millis * 1_000_000;
            long left = millis;
            while (open && left > 0 && onTheirWay + unheard.size() + waiting.size() > 0) {
                lock.wait(left);
                left = (end - System.nanoTime()) / 1_000_000;
            }
        }
    }

    /** Called with the lock, by who calls the worker if so. */
    private boolean callWorker() {
        if (working || !mayGo()) {
            return false;
        }
        working = true;
        return true;
    }

    private boolean mayGo() {
        return open
                && onTheirWay < MOST_ON_THEIR_WAY
                && bytesOnTheirWay < MOST_BYTES_ON_THEIR_WAY
                && !(unheard.isEmpty() && waiting.isEmpty());
    }

    /** Never the newest, however long it is. */
    private int dropOldest() {
        int dropped = 0;
        while (unheard.size() + waiting.size() > 1
                && (bytes > limits.bytes() || unheard.size() + waiting.size() > limits.messages())) {
            Message oldest = unheard.isEmpty() ? waiting.removeFirst() : unheard.removeFirst();
            count(-oldest.weight());
            dropped++;
        }
        return dropped;
    }

    private void count(long weight) {
        bytes += weight;
        counters.addPendingBytes(weight);
    }

    /** One round, and another one behind what else the worker has to do. */
    private void work() {
        int published = 0;
        while (published < MOST_AT_ONCE && publishNext()) {
            published++;
        }
        if (published > 0) {
            channels.flush();
            counters.countPublished(published);
        }
        boolean more;
        synchronized (lock) {
            working = false;
            more = callWorker();
        }
        if (more) {
            worker.execute(this::work);
        }
    }

    private boolean publishNext() {
        Message message;
        int via;
        synchronized (lock) {
            if (!mayGo()) {
                return false;
            }
            message = unheard.isEmpty() ? waiting.removeFirst() : unheard.removeFirst();
            count(-message.weight());
            onTheirWay++;
            bytesOnTheirWay += message.weight();
            via = connection;
        }
        CompletionStage<Long> heard = channels.publish(message.channel(), message.content());
        if (heard == null) {
            putBack(message, via);
            return false;
        }
        heard.whenComplete((listeners, failure) -> answered(message, via, listeners, failure));
        return true;
    }

    /** It has not left: it is the next one again. */
    private void putBack(Message message, int via) {
        boolean stopped = false;
        synchronized (lock) {
            (message.again() ? unheard : waiting).addFirst(message);
            count(message.weight());
            if (via == connection) {
                arrived(message);
                stopped = open;
                open = false;
            }
        }
        if (stopped) {
            watcher.stopped();
        }
    }

    /** Called with the lock. */
    private void arrived(Message message) {
        onTheirWay--;
        bytesOnTheirWay -= message.weight();
        lock.notifyAll();
    }

    private void answered(Message message, int via, @Nullable Long listeners, @Nullable Throwable failure) {
        boolean unheard =
                listeners != null && listeners == 0 && !message.again() && isHeardHere.test(message.channel());
        boolean misplaced = failure != null && Commands.isForLater(failure);
        boolean work;
        synchronized (lock) {
            if (via != connection) {
                return;
            }
            arrived(message);
            if (unheard || misplaced) {
                keep(new Message(message.channel(), message.content(), unheard || message.again()));
            }
            work = callWorker();
        }
        tell(unheard, misplaced, failure);
        if (work) {
            worker.execute(this::work);
        }
    }

    /** Called with the lock. It goes ahead of those that wait, and behind those that were published ahead of it. */
    private void keep(Message message) {
        unheard.addLast(message);
        count(message.weight());
        open = false;
    }

    private void tell(boolean unheard, boolean misplaced, @Nullable Throwable failure) {
        if (unheard) {
            watcher.stopped();
        } else if (failure != null && misplaced) {
            watcher.misplaced(failure);
        } else if (failure != null) {
            counters.countLost(1);
            if (Commands.isAnswer(failure)) { // that a connection has gone is told by who watches it
                watcher.refused(failure);
            }
        }
    }

    /** @param again it has been published once, and nobody has heard it */
    record Message(String channel, byte[] content, boolean again) {

        long weight() {
            return OVERHEAD + 2L * channel.length() + content.length;
        }
    }
}
