package io.pocketio.server.dispatch;

import io.pocketio.engine.EngineOptions;
import io.pocketio.engine.EngineSession;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Counts what of one connection is in the hands of handlers: queued, running, or returned with a result that is pending. Above
 * the limit of their number, or of what their arguments weigh, reading from the client pauses; it goes on below half of both. It
 * pauses, too, while clients together have much and this one has more than its share. Any thread may call.
 */
public final class InboundLoad {

    private static final AtomicIntegerFieldUpdater<InboundLoad> COUNT =
            AtomicIntegerFieldUpdater.newUpdater(InboundLoad.class, "count");
    private static final AtomicLongFieldUpdater<InboundLoad> BYTES =
            AtomicLongFieldUpdater.newUpdater(InboundLoad.class, "bytes");

    private static final AtomicReferenceFieldUpdater<InboundLoad, @Nullable Waiting> IDLE =
            AtomicReferenceFieldUpdater.newUpdater(InboundLoad.class, Waiting.class, "idle");

    /** What is held for a call beside its arguments, about. */
    private static final long CALL_BYTES = 256;

    /** What the session is told of at a time: so small events that are handled soon touch nothing that it shares with others. */
    private static final int STEP = 2 * EngineOptions.LITTLE_BYTES;

    /** While reading is paused. */
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final EngineSession session;
    private final Limits limits;

    /** Any thread. */
    private volatile int count;

    /** Any thread. */
    private volatile long bytes;

    /** Of the weight, what the session knows of. Written under the monitor of this. */
    private volatile long told;

    /** Somebody waits for the count to fall to zero, once. Any thread. */
    private volatile @Nullable Waiting idle;

    /** Written in the session's lane, read by any thread. */
    private volatile boolean paused;

    /** A timer is armed. In the session's lane. */
    private boolean lookDue;

    public InboundLoad(EngineSession session, Limits limits) {
        this.session = session;
        this.limits = limits;
    }

    /** From where on reading pauses; of all connections of a server. */
    public record Limits(int maxCount, long maxBytes) {

        private boolean areExceeded(int count, long bytes) {
            return count > maxCount || bytes > maxBytes;
        }

        private boolean areFarAway(int count, long bytes) {
            return count < Math.max(1, maxCount / 2) && bytes <= maxBytes / 2;
        }
    }

    void enter(int weight) {
        BYTES.addAndGet(this, weight);
        COUNT.incrementAndGet(this);
        tell();
        if (!paused && isHigh()) {
            session.execute(this::adjust);
        }
    }

    void exit(int weight) {
        BYTES.addAndGet(this, -weight);
        int left = COUNT.decrementAndGet(this);
        tell();
        if (paused && isLow()) {
            session.execute(this::adjust);
        }
        if (left == 0) {
            tellIdle();
        }
    }

    private void tell() {
        if (isFarFromTold()) {
            tellSession();
        }
    }

    private boolean isFarFromTold() {
        return Math.abs(weight() - told) >= STEP;
    }

    private synchronized void tellSession() {
        while (isFarFromTold()) { // again, for who changed it meanwhile has not seen what is told
            long now = weight() / STEP * STEP;
            session.holdsInHand(now - told);
            told = now;
        }
    }

    boolean isIdle() {
        return count == 0;
    }

    /** Completes when no handler is at work, at a time after the subscription. */
    Mono<Void> idle() {
        return Mono.defer(() -> isIdle() ? Mono.empty() : idleOnce().then(idle()));
    }

    /** It may be busy again already when that is heard. */
    private Mono<Void> idleOnce() {
        Waiting waiting = new Waiting(Sinks.empty());
        while (!IDLE.compareAndSet(this, null, waiting)) {
            Waiting others = idle;
            if (others != null) {
                waiting = others;
                break;
            }
        }
        if (isIdle()) {
            tellIdle();
        }
        return waiting.sink().asMono();
    }

    /** Bytes of memory, about, that what is in the hands of handlers holds. */
    long weight() {
        return bytes + CALL_BYTES * count;
    }

    private void tellIdle() {
        Waiting waiting = IDLE.getAndSet(this, null);
        if (waiting != null) {
            waiting.sink().tryEmitEmpty();
        }
    }

    private void adjust() {
        if (!paused && isHigh()) {
            paused = true;
            session.setReading(false);
            lookLater();
        }
        // not "else": who left before "paused" was set has not asked to go on
        if (paused && isLow()) {
            paused = false;
            session.setReading(true);
        }
    }

    /** Others may have left room, of which nobody tells. One timer, however often reading pauses until it is due. */
    private void lookLater() {
        if (!lookDue) {
            lookDue = true;
            session.schedule(LOOK, this::look);
        }
    }

    private void look() {
        lookDue = false;
        adjust();
        if (paused) {
            lookLater();
        }
    }

    /** What a handler waits for may have to be read: not for one that is alone with its client. */
    private boolean isHigh() {
        return limits.areExceeded(count, bytes) || count > 1 && session.isInboundShareExceeded();
    }

    private boolean isLow() {
        return limits.areFarAway(count, bytes) && (count <= 1 || !session.isInboundShareExceeded());
    }

    private record Waiting(Sinks.Empty<Void> sink) {}
}
