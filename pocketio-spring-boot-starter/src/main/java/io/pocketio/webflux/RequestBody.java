package io.pocketio.webflux;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import reactor.core.CoreSubscriber;
import reactor.util.context.Context;

/** The body of a request in arrays of its subscriber's own. Can be subscribed to once, as that of the server below. */
final class RequestBody implements Publisher<byte[]> {

    private final ServerHttpRequest request;
    private final ServerHttpResponse response;

    RequestBody(ServerHttpRequest request, ServerHttpResponse response) {
        this.request = request;
        this.response = response;
    }

    @Override
    public void subscribe(Subscriber<? super byte[]> subscriber) {
        request.getBody().subscribe(new Reader(subscriber, response));
    }

    /** One for each request, in place of three operators. */
    private static final class Reader implements CoreSubscriber<DataBuffer>, Subscription {

        private final Subscriber<? super byte[]> subscriber;
        private final ServerHttpResponse response;

        /** Set before the first signal. */
        private @Nullable Subscription subscription;

        /** Set by any thread. */
        private volatile boolean cancelled;

        private Reader(Subscriber<? super byte[]> subscriber, ServerHttpResponse response) {
            this.subscriber = subscriber;
            this.response = response;
        }

        @Override
        public Context currentContext() {
            return subscriber instanceof CoreSubscriber<?> core ? core.currentContext() : Context.empty();
        }

        @Override
        public void onSubscribe(Subscription upstream) {
            subscription = upstream;
            subscriber.onSubscribe(this);
        }

        @Override
        public void request(long n) {
            if (subscription != null) {
                subscription.request(n);
            }
        }

        @Override
        public void cancel() {
            cancelled = true;
            if (subscription != null) {
                subscription.cancel();
            }
        }

        @Override
        public void onNext(DataBuffer buffer) {
            byte[] bytes;
            try {
                bytes = new byte[buffer.readableByteCount()];
                buffer.read(bytes);
            } finally {
                DataBufferUtils.release(buffer);
            }
            subscriber.onNext(bytes);
        }

        @Override
        public void onError(Throwable failure) {
            if (!cancelled) {
                subscriber.onError(failure);
            }
        }

        /** A body that ends because the server has refused its rest has not been received. */
        @Override
        public void onComplete() {
            if (cancelled) {
                return; // whoever left while this was on its way wants to hear no more
            }
            if (NativeResponses.isAnswered(response)) {
                subscriber.onError(new IOException("The request's body is malformed"));
            } else {
                subscriber.onComplete();
            }
        }
    }
}
