package io.pocketio;

import io.pocketio.json.CodecException;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;

/** Asks the middlewares, one after the other, whether an event is handled. Confined to the socket's lane. */
final class EventCheck implements HandlerCall {

    private static final Logger logger = LoggerFactory.getLogger(EventCheck.class);

    /** A verdict that is given already. */
    private static final Mono<Void> PASSED = Mono.empty();

    private final EventArrival event;
    private final Iterator<EventMiddleware> middlewares;

    /** More than one when a middleware decides at once and the next one does not. */
    private final Disposable.Composite pending = Disposables.composite();

    EventCheck(EventArrival event, List<EventMiddleware> middlewares) {
        this.event = event;
        this.middlewares = middlewares.iterator();
    }

    @Override
    public String occasion() {
        return event.occasion();
    }

    @Override
    public int weight() {
        return event.weight();
    }

    @Override
    public boolean isOfEvent() {
        return true;
    }

    @Override
    public Mono<Void> invoke(DefaultSocket socket) {
        return Mono.empty();
    }

    /** Begins, or goes on with the next; tells the queue when it is done. */
    void proceed(HandlerQueue queue) {
        try {
            ask(queue);
        } catch (Throwable failure) {
            drop(failure, queue);
        }
    }

    private void ask(HandlerQueue queue) {
        Mono<Void> verdict = PASSED;
        while (verdict == PASSED && middlewares.hasNext() && !pending.isDisposed()) {
            EventMiddleware middleware = middlewares.next();
            verdict = Objects.requireNonNull(
                    middleware.apply(event.socket(), event.occasion(), event.arguments()),
                    "the middleware returned null");
        }
        if (verdict != PASSED) {
            await(verdict, queue);
        } else if (!pending.isDisposed()) {
            queue.checked(this, event.handlers());
        }
    }

    /** The middleware may decide in any thread; the next one is asked in the lane. */
    private void await(Mono<Void> verdict, HandlerQueue queue) {
        DefaultSocket socket = event.socket();
        pending.add(verdict.contextWrite(socket.handshake().context())
                .subscribe(
                        nothing -> {},
                        failure -> socket.enterLane(() -> drop(failure, queue)),
                        () -> socket.enterLane(() -> proceed(queue))));
    }

    private void drop(Throwable failure, HandlerQueue queue) {
        if (pending.isDisposed()) {
            return;
        }
        SocketListeners own = event.socket().listeners();
        List<Consumer<Throwable>> listeners = own == null ? List.of() : own.errorListeners();
        if (listeners.isEmpty()) {
            log(failure);
        }
        for (Consumer<Throwable> listener : listeners) {
            tell(listener, failure);
        }
        queue.checked(this, List.of());
    }

    private void log(Throwable failure) {
        if (failure instanceof CodecException) {
            logger.debug(
                    "What came with an event does not fit a middleware: {} ({})", failure.getMessage(), event.socket());
        } else if (failure instanceof EventRejectedException) {
            logger.debug(
                    "A middleware dropped {}: {} ({})",
                    Events.printable(event.occasion()),
                    failure.getMessage(),
                    event.socket());
        } else {
            logger.error(
                    "A middleware dropped {}, and the socket has no error listener ({})",
                    Events.printable(event.occasion()),
                    event.socket(),
                    failure);
        }
    }

    private void tell(Consumer<Throwable> listener, Throwable failure) {
        try {
            listener.accept(failure);
        } catch (Throwable another) {
            logger.error("An error listener failed ({})", event.socket(), another);
        }
    }

    /** What is decided from now on does not matter. */
    void abandon() {
        pending.dispose();
    }
}
