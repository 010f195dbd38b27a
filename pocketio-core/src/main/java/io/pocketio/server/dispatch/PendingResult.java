package io.pocketio.server.dispatch;

import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.function.Consumer;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;

/** Waits for what a handler returned. Thread-safe as far as Reactive Streams demand it. */
final class PendingResult implements CoreSubscriber<Void> {

    private static final AtomicIntegerFieldUpdater<PendingResult> ENDED =
            AtomicIntegerFieldUpdater.newUpdater(PendingResult.class, "ended");

    private final InboundLoad load;
    private final int weight;
    private final Consumer<Throwable> onFailure;

    /** 1 when it is. Any thread. */
    private volatile int ended;

    PendingResult(InboundLoad load, int weight, Consumer<Throwable> onFailure) {
        this.load = load;
        this.weight = weight;
        this.onFailure = onFailure;
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(Void nothing) {
        // a Mono<Void> has no element
    }

    @Override
    public void onError(Throwable failure) {
        if (end()) {
            onFailure.accept(failure);
        }
    }

    @Override
    public void onComplete() {
        end();
    }

    private boolean end() {
        boolean isFirst = ENDED.compareAndSet(this, 0, 1);
        if (isFirst) {
            load.exit(weight);
        }
        return isFirst;
    }
}
