package io.pocketio.server.dispatch;

import java.util.function.Consumer;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;

/** Waits for what a handler returned. Thread-safe as far as Reactive Streams demand it. */
final class PendingResult implements CoreSubscriber<Void> {

    private final InboundLoad load;
    private final int weight;
    private final Consumer<Throwable> onFailure;

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
        load.exit(weight);
        onFailure.accept(failure);
    }

    @Override
    public void onComplete() {
        load.exit(weight);
    }
}
