package io.pocketio.server.dispatch;

import io.pocketio.BlockedHandler;
import io.pocketio.SocketIoSocket;
import java.lang.invoke.VarHandle;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * What a thread notes about the handlers that it runs: one within another, when a handler makes another one run. Written by the
 * thread alone, without waiting for anybody; the watch reads, and may read nonsense while the thread is busy writing, but not when
 * it has not written for a while. What the watch remembers is its own.
 */
public final class WatchedThread {

    private static final AtomicLongFieldUpdater<WatchedThread> STEPS =
            AtomicLongFieldUpdater.newUpdater(WatchedThread.class, "steps");

    private final WeakReference<Thread> thread;
    private final String name;

    /** Written by the thread alone, as what follows; read by the watch. */
    private Call[] calls = {new Call(), new Call()};

    private int depth;

    /** Counts what begins and ends. */
    private volatile long steps;

    /** The watch's own, as what follows: since when, and at which step, nothing has happened. */
    private long seenNanos;

    private long seenSteps = -1;
    private boolean reported;

    WatchedThread(Thread thread) {
        this.thread = new WeakReference<>(thread);
        this.name = thread.getName();
    }

    void begin(Object handler, String occasion, @Nullable SocketIoSocket socket) {
        int level = depth;
        if (level == calls.length) {
            calls = grown(calls);
        }
        Call call = calls[level];
        call.handler = handler;
        call.occasion = occasion;
        call.socket = socket;
        depth = level + 1;
        STEPS.lazySet(this, steps + 1);
    }

    private static Call[] grown(Call[] calls) {
        Call[] more = Arrays.copyOf(calls, calls.length * 2);
        for (int i = calls.length; i < more.length; i++) {
            more[i] = new Call();
        }
        return more;
    }

    /** What began last is done. Keeps nothing of it. */
    public void end() {
        int level = depth - 1;
        Call call = calls[level];
        call.handler = null;
        call.socket = null;
        depth = level;
        STEPS.lazySet(this, steps + 1);
    }

    // What follows is for the watch.

    boolean isGone() {
        Thread running = thread.get();
        return running == null || !running.isAlive();
    }

    /**
     * @param forget whether the time until now says nothing
     * @return whether something happened since the last look, or a handler is at work
     */
    boolean look(long now, boolean forget) {
        long latest = steps;
        if (latest != seenSteps) {
            seenSteps = latest;
            seenNanos = now;
            reported = false;
            return true;
        }
        if (forget) {
            seenNanos = now;
        }
        return depth > 0;
    }

    boolean isBlocked(long now, long thresholdNanos) {
        return depth > 0 && !reported && now - seenNanos >= thresholdNanos;
    }

    /** {@code null} when the handler has returned meanwhile. */
    @Nullable
    BlockedHandler report(long now) {
        reported = true;
        int level = depth;
        Call call = level > 0 ? calls[level - 1] : null;
        Object handler = call == null ? null : call.handler;
        SocketIoSocket socket = call == null ? null : call.socket;
        String occasion = call == null ? "" : call.occasion;
        Thread running = thread.get();
        List<StackTraceElement> stack = running == null ? List.of() : List.of(running.getStackTrace());
        VarHandle.loadLoadFence();
        if (handler == null || steps != seenSteps) {
            return null;
        }
        return new BlockedHandler(handler.toString(), occasion, socket, name, Duration.ofNanos(now - seenNanos), stack);
    }

    /** A handler at work. */
    private static final class Call {

        private @Nullable Object handler;
        private String occasion = "";
        private @Nullable SocketIoSocket socket;
    }
}
