package io.pocketio.lane;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.scheduler.Scheduler;

/**
 * One clock for all heartbeats and time-outs of a server: arming a timer is a change of two references, however many there
 * are. A timer is never early and at most one tick late. Ticks only while a timer is armed. Thread-safe.
 */
public final class TimerWheel {

    private static final Logger logger = LoggerFactory.getLogger(TimerWheel.class);
    private static final int SLOTS = 512;

    private final Scheduler scheduler;

    /** Milliseconds; never goes back. */
    private final LongSupplier clock;

    private final long tickMillis;
    private final long startMillis;
    private final ReentrantLock lock = new ReentrantLock();

    /** Heads of lists, by deadline. All below is guarded by the lock. */
    private final @Nullable Timer[] slots = new @Nullable Timer[SLOTS];

    private long currentTick;
    private int armed;
    private boolean ticking;

    public TimerWheel(Scheduler scheduler, LongSupplier clock, Duration tick) {
        this.scheduler = scheduler;
        this.clock = clock;
        this.tickMillis = tick.toMillis();
        this.startMillis = clock.getAsLong();
    }

    /** A timer that is armed already is moved. The longest delay is {@link Durations#LONGEST}. */
    public void arm(Timer timer, Duration delay) {
        lock.lock();
        try {
            unlink(timer);
            if (!ticking) {
                currentTick = elapsedMillis() / tickMillis;
                scheduleTick();
            }
            timer.deadlineTick = Math.floorDiv(elapsedMillis() + Durations.millis(delay) + tickMillis - 1, tickMillis);
            link(timer);
        } finally {
            lock.unlock();
        }
    }

    public void disarm(Timer timer) {
        lock.lock();
        try {
            unlink(timer);
        } finally {
            lock.unlock();
        }
    }

    public boolean isArmed(Timer timer) {
        lock.lock();
        try {
            return timer.isLinked;
        } finally {
            lock.unlock();
        }
    }

    /** Timers that are armed now. */
    public int size() {
        lock.lock();
        try {
            return armed;
        } finally {
            lock.unlock();
        }
    }

    private long elapsedMillis() {
        return clock.getAsLong() - startMillis;
    }

    private void tick() {
        try {
            Timer expired = takeExpired();
            while (expired != null) {
                Timer timer = expired;
                expired = timer.nextExpired;
                timer.nextExpired = null;
                expire(timer);
            }
        } finally {
            scheduleNextTick();
        }
    }

    /** Whatever goes wrong with one must not stop the clock for all. */
    private static void expire(Timer timer) {
        try {
            timer.expired();
        } catch (Throwable failure) {
            logger.error("A timer failed", failure);
        }
    }

    private @Nullable Timer takeExpired() {
        Timer expired = null;
        lock.lock();
        try {
            long target = elapsedMillis() / tickMillis;
            long first = Math.max(currentTick + 1, target - SLOTS + 1);
            for (long tick = first; tick <= target; tick++) {
                expired = takeExpired(tick, target, expired);
            }
            currentTick = target;
        } finally {
            lock.unlock();
        }
        return expired;
    }

    private @Nullable Timer takeExpired(long tick, long target, @Nullable Timer before) {
        Timer expired = before;
        Timer timer = slots[slot(tick)];
        while (timer != null) {
            Timer next = timer.next;
            if (timer.deadlineTick <= target) {
                unlink(timer);
                timer.nextExpired = expired;
                expired = timer;
            }
            timer = next;
        }
        return expired;
    }

    private void scheduleNextTick() {
        lock.lock();
        try {
            ticking = false;
            if (armed > 0) {
                scheduleTick();
            }
        } finally {
            lock.unlock();
        }
    }

    private void scheduleTick() {
        long untilNext = tickMillis - elapsedMillis() % tickMillis;
        scheduler.schedule(this::tick, untilNext, TimeUnit.MILLISECONDS);
        ticking = true;
    }

    private void link(Timer timer) {
        // what is due already has to be looked at by the next tick
        timer.deadlineTick = Math.max(timer.deadlineTick, currentTick + 1);
        int slot = slot(timer.deadlineTick);
        Timer head = slots[slot];
        timer.next = head;
        if (head != null) {
            head.previous = timer;
        }
        slots[slot] = timer;
        timer.isLinked = true;
        armed++;
    }

    private void unlink(Timer timer) {
        if (!timer.isLinked) {
            return;
        }
        if (timer.previous == null) {
            slots[slot(timer.deadlineTick)] = timer.next;
        } else {
            timer.previous.next = timer.next;
        }
        if (timer.next != null) {
            timer.next.previous = timer.previous;
        }
        timer.previous = null;
        timer.next = null;
        timer.isLinked = false;
        armed--;
    }

    private static int slot(long tick) {
        return (int) (tick % SLOTS);
    }

    /** Something that happens later, unless it is disarmed. Its links are guarded by the wheel's lock. */
    public abstract static class Timer {

        private long deadlineTick;
        private boolean isLinked;
        private @Nullable Timer previous;
        private @Nullable Timer next;

        /** Touched by the tick alone. */
        private @Nullable Timer nextExpired;

        /** Called by the wheel's thread: hands over at once, to a lane by {@link Lane#post}. The timer may have been armed again in between. */
        public abstract void expired();
    }
}
