package io.pocketio.server.dispatch;

import io.pocketio.EventMiddleware;
import io.pocketio.EventRejectedException;
import io.pocketio.SocketIoSocket;
import io.pocketio.json.CodecException;
import io.pocketio.log.ClientText;
import io.pocketio.server.handler.SocketHandlers;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** Whether an event is handled: the middlewares decide, and what is queued behind it waits. Confined to the socket's lane. */
final class EventCheck extends MiddlewareChain<EventMiddleware> implements QueueEntry {

    private static final Logger logger = LoggerFactory.getLogger(EventCheck.class);

    private final QueuedEvent event;
    private final HandlerQueue queue;

    EventCheck(QueuedEvent event, List<EventMiddleware> middlewares, HandlerQueue queue) {
        super(event.socket(), middlewares);
        this.event = event;
        this.queue = queue;
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
    public void begin(HandlerQueue itsQueue) {
        queue.check(this);
    }

    @Override
    protected String occasion() {
        return event.event();
    }

    @Override
    protected Mono<Void> ask(EventMiddleware middleware, SocketIoSocket socket) {
        return middleware.apply(socket, event.event(), event.arguments());
    }

    @Override
    protected void passed() {
        queue.checked(this, event.handlers());
    }

    @Override
    protected void refused(Throwable failure) {
        SocketHandlers own = event.socket().ownHandlers();
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
        if (failure instanceof CodecException misfit) {
            EventLog.misfit(misfit, "a middleware", ClientText.of(event.event()), event.socket());
            MisfitAnswer.send(failure, event.arguments(), event.ack(), event.socket());
        } else if (failure instanceof EventRejectedException) {
            logger.debug(
                    "A middleware dropped {}: {} ({})",
                    ClientText.of(event.event()),
                    ClientText.sentence(failure.getMessage()),
                    event.socket());
        } else {
            logger.error(
                    "A middleware dropped {}, and the socket has no error listener ({})",
                    ClientText.of(event.event()),
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
}
