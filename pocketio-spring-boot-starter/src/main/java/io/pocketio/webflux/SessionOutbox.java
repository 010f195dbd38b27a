package io.pocketio.webflux;

import io.pocketio.engine.Lane;
import io.pocketio.engine.packet.Frame;
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

    private final Lane lane;
    private final Function<Frame, WebSocketMessage> toMessage;
    private final Runnable writable;
    private final Queue<Frame> waiting = new ArrayDeque<>();

    /** Written in the lane, read by any thread. */
    private volatile long pendingBytes;

    /** Written in the lane, read by any thread. */
    private volatile boolean aboveMark;

    private @Nullable Subscriber<? super WebSocketMessage> subscriber;
    private long demand;
    private boolean completing;

    /** @param writable run in the lane when what is pending has fallen below the low-water mark */
    SessionOutbox(Lane lane, Function<Frame, WebSocketMessage> toMessage, Runnable writable) {
        this.lane = lane;
        this.toMessage = toMessage;
        this.writable = writable;
    }

    boolean isWritable() {
        return !aboveMark;
    }

    long pendingBytes() {
        return pendingBytes;
    }

    void add(Frame frame) {
        waiting.add(frame);
        count(frame.length());
    }

    /** Hands on as much as the session asks for. */
    void drain() {
        while (subscriber != null && demand > 0) {
            Frame frame = waiting.poll();
            if (frame == null) {
                break;
            }
            demand--;
            count(-frame.length());
            subscriber.onNext(toMessage.apply(frame));
        }
        if (subscriber != null && completing && waiting.isEmpty()) {
            Subscriber<?> last = subscriber;
            subscriber = null;
            last.onComplete();
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
