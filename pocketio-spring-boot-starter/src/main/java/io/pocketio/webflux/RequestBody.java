package io.pocketio.webflux;

import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import reactor.core.CoreSubscriber;
import reactor.util.context.Context;

/** The body of a request in arrays of its subscriber's own. Can be subscribed to once, as that of the server below. */
final class RequestBody implements Publisher<byte[]> {

    private static final Logger logger = LoggerFactory.getLogger(RequestBody.class);

    /** Reactor's name for who is told of an error that comes behind the end; it is an ERROR in the log otherwise. */
    private static final String ERROR_DROPPED = "reactor.onErrorDropped.local";

    /** A connection that is reset ends the body, and then fails. */
    private static final Consumer<Throwable> LATE_FAILURE =
            failure -> logger.debug("A connection failed behind the end of a request's body", failure);

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
            Context context = subscriber instanceof CoreSubscriber<?> core ? core.currentContext() : Context.empty();
            return context.put(ERROR_DROPPED, LATE_FAILURE);
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
