package io.pocketio.webflux.session;

import io.pocketio.engine.EngineOptions;
import io.pocketio.engine.packet.Frame;
import io.pocketio.lane.Lane;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import org.springframework.web.reactive.socket.WebSocketMessage;

/**
 * Frames that wait for a {@link org.springframework.web.reactive.socket.WebSocketSession} to take them: a publisher for its one
 * subscriber, and a count of bytes. Not bounded itself: the engine closes a channel on which too much is pending.
 *
 * <p>Confined to the channel's lane, but for the methods of a subscription, {@link #isWritable()} and {@link #pendingBytes()}.
 */
final class SessionOutbox implements Publisher<WebSocketMessage>, Subscription {

    private static final int LOW_WATER_MARK = 32 * 1024;
    private static final int HIGH_WATER_MARK = 64 * 1024;

    /** Of the objects that make a frame, beside its bytes. */
    private static final int OVERHEAD = 128;

    private final Lane lane;
    private final Function<Frame, WebSocketMessage> toMessage;
    private final Runnable writable;
    private final Runnable backlogChanged;
    private final Queue<Frame> waiting = new ArrayDeque<>();

    /** Written in the lane, read by any thread. */
    private volatile long pendingBytes;

    /** Written in the lane, read by any thread. */
    private volatile boolean aboveMark;

    private @Nullable Subscriber<? super WebSocketMessage> subscriber;
    private long demand;
    private boolean completing;
    private boolean hasBacklog;

    /** Frames are being handed on further up this stack. */
    private boolean draining;

    /**
     * @param writable run in the lane when what is pending has fallen below the low-water mark
     * @param backlogChanged run in the lane when much is left that the session has not asked for, and when that has changed
     */
    SessionOutbox(Lane lane, Function<Frame, WebSocketMessage> toMessage, Runnable writable, Runnable backlogChanged) {
        this.lane = lane;
        this.toMessage = toMessage;
        this.writable = writable;
        this.backlogChanged = backlogChanged;
    }

    boolean isWritable() {
        return !aboveMark;
    }

    long pendingBytes() {
        return pendingBytes;
    }

    void add(Frame frame) {
        waiting.add(frame);
        count(OVERHEAD + frame.length());
    }

    /** Hands on as much as the session asks for. One that asks for more while it is given a message is served by the loop that gives it. */
    void drain() {
        if (draining) {
            return;
        }
        draining = true;
        try {
            handOn();
        } finally {
            draining = false;
        }
        tellBacklog();
        if (subscriber != null && completing && waiting.isEmpty()) {
            Subscriber<?> last = subscriber;
            subscriber = null;
            last.onComplete();
        }
    }

    private void handOn() {
        while (subscriber != null && demand > 0) {
            Frame frame = waiting.poll();
            if (frame == null) {
                break;
            }
            demand--;
            count(-OVERHEAD - frame.length());
            subscriber.onNext(toMessage.apply(frame));
        }
    }

    private void tellBacklog() {
        boolean had = hasBacklog;
        hasBacklog = pendingBytes >= EngineOptions.UNCOUNTED_BYTES;
        if (had || hasBacklog) {
            backlogChanged.run();
        }
    }

    /** Completes when what waits has been taken. */
    void complete() {
        completing = true;
        drain();
    }

    /** Drops what waits and completes. */
    void clear() {
        waiting.clear();
        count(-pendingBytes);
        complete();
    }

    private void count(long bytes) {
        long pending = pendingBytes + bytes;
        pendingBytes = pending;
        if (pending > HIGH_WATER_MARK) {
            aboveMark = true;
        } else if (aboveMark && pending < LOW_WATER_MARK) {
            aboveMark = false;
            writable.run();
        }
    }

    @Override
    public void subscribe(Subscriber<? super WebSocketMessage> session) {
        lane.execute(() -> {
            subscriber = session;
            session.onSubscribe(this);
        });
    }

    @Override
    public void request(long n) {
        lane.execute(() -> {
            demand = demand + n < 0 ? Long.MAX_VALUE : demand + n;
            drain();
        });
    }

    @Override
    public void cancel() {
        lane.execute(() -> {
            subscriber = null;
            clear();
        });
    }
}
