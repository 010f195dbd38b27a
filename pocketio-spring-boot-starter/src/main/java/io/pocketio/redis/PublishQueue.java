package io.pocketio.redis;

import io.pocketio.cluster.ClusterCounters;
import java.util.ArrayDeque;
import java.util.Deque;
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

    /** So long, in milliseconds, what waits may still go when this is closed. */
    static final long CLOSING_TIME = 1_000;

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

    /** Nobody has heard them: they are ahead of those that wait. */
    private final Deque<Message> unheard = new ArrayDeque<>();

    private long bytes;
    private int onTheirWay;
    private long bytesOnTheirWay;
    private boolean open;

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

    void add(String channel, byte[] content) {
        Message message = new Message(channel, content, false);
        int dropped;
        boolean work;
        synchronized (lock) {
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
    }

    /** From now on messages go. */
    void open() {
        boolean work;
        synchronized (lock) {
            open = true;
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

    /** Waits until all has gone, or nothing goes any more, for one second at most; from then on nothing goes. */
    void close() throws InterruptedException {
        try {
            awaitEnd();
        } finally {
            disconnected();
        }
    }

    private void awaitEnd() throws InterruptedException {
        synchronized (lock) {
            long end = System.nanoTime() + CLOSING_TIME * 1_000_000;
            long left = CLOSING_TIME;
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
        boolean repeat = listeners != null && listeners == 0 && !message.again() && isHeardHere.test(message.channel());
        boolean work;
        synchronized (lock) {
            if (via != connection) {
                return;
            }
            arrived(message);
            if (repeat) {
                Message again = new Message(message.channel(), message.content(), true);
                unheard.addLast(again);
                count(again.weight());
                open = false;
            }
            work = callWorker();
        }
        if (repeat) {
            watcher.stopped();
        } else if (failure != null) {
            counters.countLost(1);
            watcher.refused(failure);
        }
        if (work) {
            worker.execute(this::work);
        }
    }

    /** @param again it has been published once, and nobody has heard it */
    private record Message(String channel, byte[] content, boolean again) {

        long weight() {
            return OVERHEAD + 2L * channel.length() + content.length;
        }
    }
}
