package io.pocketio.server.dispatch;

import io.pocketio.BlockedHandler;
import io.pocketio.SocketIoSocket;
import io.pocketio.lane.Durations;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Finds handlers that block a lane. A handler's thread notes what it begins and ends, by a few writes to memory of its own; a
 * timer looks at these notes now and then, while there is something to see, and reports what has not changed for too long.
 * Thread-safe.
 */
public final class BlockingWatch {

    private static final Logger logger = LoggerFactory.getLogger(BlockingWatch.class);

    /** How often it looks, in terms of the time that is too long. */
    private static final int LOOKS = 4;

    /** Looks in vain, after which it stops until something begins. */
    private static final int IDLE_LOOKS = 40;

    /** Between two reports about the same handler. */
    private static final Duration QUIET_TIME = Duration.ofMinutes(1);

    /** More handlers than that share the first one's quiet time: a handler may be made for each socket. */
    private static final int MAX_QUIET = 1000;

    private final long thresholdNanos;
    private final long periodNanos;
    private final Consumer<BlockedHandler> listener;
    private final Scheduler timer;

    /** Nanoseconds. */
    private final LongSupplier clock;

    private final ThreadLocal<WatchedThread> current = ThreadLocal.withInitial(this::newThread);
    private final Queue<WatchedThread> threads = new ConcurrentLinkedQueue<>();

    /** When reports about a handler go on, by what it calls itself. The timer's own, as are the two below but for its start. */
    private final Map<String, Long> quiet = new ConcurrentHashMap<>();

    private long lastLook;
    private int idleLooks;

    private final AtomicBoolean looking = new AtomicBoolean();

    /**
     * @param threshold what is too long
     * @param timer {@code null} for a thread of its own, which no handler can block
     */
    public BlockingWatch(Duration threshold, Consumer<BlockedHandler> listener, @Nullable Scheduler timer) {
        this.thresholdNanos = Durations.nanos(threshold);
        this.periodNanos = Math.max(TimeUnit.MILLISECONDS.toNanos(1), thresholdNanos / LOOKS);
        this.listener = listener;
        this.timer = timer != null ? timer : OwnThread.SCHEDULER;
        this.clock = timer != null ? () -> timer.now(TimeUnit.NANOSECONDS) : System::nanoTime;
    }

    /** The calling thread begins to run the handler; it says by {@link WatchedThread#end} when it is done. */
    public WatchedThread begin(Object handler, String occasion, @Nullable SocketIoSocket socket) {
        WatchedThread thread = current.get();
        thread.begin(handler, occasion, socket);
        if (!looking.getPlain()) {
            look();
        }
        return thread;
    }

    private WatchedThread newThread() {
        WatchedThread thread = new WatchedThread(Thread.currentThread());
        threads.add(thread);
        return thread;
    }

    private void look() {
        if (looking.compareAndSet(false, true)) {
            lastLook = now();
            idleLooks = 0;
            lookLater();
        }
    }

    private void lookLater() {
        try {
            timer.schedule(this::lookNow, periodNanos, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException stopped) {
            logger.debug("Blocked handlers are not looked for: the timer is stopped");
        }
    }

    private void lookNow() {
        long now = now();
        // after a pause of the whole machine, nothing is known about a single handler
        boolean paused = now - lastLook > 2 * periodNanos + thresholdNanos / 2;
        lastLook = now;
        boolean idle = true;
        for (WatchedThread thread : threads) {
            if (thread.isGone()) {
                threads.remove(thread);
            } else if (thread.look(now, paused)) {
                idle = false;
                if (thread.isBlocked(now, thresholdNanos)) {
                    report(thread, now);
                }
            }
        }
        idleLooks = idle ? idleLooks + 1 : 0;
        if (idleLooks > IDLE_LOOKS) {
            looking.set(false);
        } else {
            lookLater();
        }
    }

    private void report(WatchedThread thread, long now) {
        try {
            BlockedHandler blocked = thread.report(now);
            if (blocked != null && mayReport(blocked.handler(), now)) {
                listener.accept(blocked);
            }
        } catch (Throwable failure) {
            logger.error("A report about a blocked handler was not taken", failure);
        }
    }

    private boolean mayReport(String handler, long now) {
        String key = quiet.size() < MAX_QUIET || quiet.containsKey(handler) ? handler : "";
        Long until = quiet.get(key);
        if (until != null && now < until) {
            return false;
        }
        quiet.put(key, now + QUIET_TIME.toNanos());
        return true;
    }

    private long now() {
        return clock.getAsLong();
    }

    /** Tells the operator. */
    public static void warn(BlockedHandler blocked) {
        logger.warn(
                "{}. Let it return a Mono of work that is done elsewhere, or run it in an executor",
                blocked,
                blocked.trace());
    }

    /** Made when the first server wants it. */
    private static final class OwnThread {

        static final Scheduler SCHEDULER = Schedulers.newSingle("pocketio-watch", true);
    }
}
