package io.pocketio;

import io.pocketio.json.CodecException;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

/** Asks the middlewares of a namespace, one after the other, whether a socket may connect. Confined to the socket's lane. */
final class ConnectAttempt {

    private static final Logger logger = LoggerFactory.getLogger(ConnectAttempt.class);

    /** All that a client is told about an error that was not meant for it. */
    private static final String NEUTRAL_MESSAGE = "Connection rejected";

    /** A verdict that is given already. */
    private static final Mono<Void> PASSED = Mono.empty();

    private final DefaultSocket socket;
    private final ClientConnection connection;
    private final Iterator<ConnectMiddleware> middlewares;

    /** More than one when a middleware decides at once and the next one does not. */
    private final Disposable.Composite pending = Disposables.composite();

    ConnectAttempt(DefaultSocket socket, ClientConnection connection, List<ConnectMiddleware> middlewares) {
        this.socket = socket;
        this.connection = connection;
        this.middlewares = middlewares.iterator();
    }

    void proceed() {
        Mono<Void> verdict = PASSED;
        while (verdict == PASSED) {
            if (pending.isDisposed()) {
                return;
            }
            if (!middlewares.hasNext()) {
                connection.passed(socket);
                return;
            }
            verdict = ask(middlewares.next());
        }
        await(verdict);
    }

    private Mono<Void> ask(ConnectMiddleware middleware) {
        try {
            return Objects.requireNonNull(middleware.apply(socket), "the middleware returned null");
        } catch (Throwable failure) {
            return Mono.error(failure);
        }
    }

    /** The middleware may decide in any thread; the next one is asked in the lane. */
    private void await(Mono<Void> verdict) {
        ContextView context = socket.handshake().context();
        pending.add(verdict.contextWrite(context)
                .subscribe(
                        nothing -> {},
                        failure -> socket.enterLane(() -> refuse(failure)),
                        () -> socket.enterLane(this::proceed)));
    }

    private void refuse(Throwable failure) {
        if (pending.isDisposed()) {
            return;
        }
        if (failure instanceof ConnectRejectedException rejection) {
            connection.refused(socket, String.valueOf(rejection.getMessage()), rejection.data());
            return;
        }
        if (failure instanceof CodecException) {
            logger.debug("What the client sent does not fit a middleware: {} ({})", failure.getMessage(), socket);
        } else {
            logger.error("A middleware failed ({})", socket, failure);
        }
        connection.refused(socket, NEUTRAL_MESSAGE, null);
    }

    /** The client has gone, or has been refused: what is decided from now on does not matter. */
    void abandon() {
        pending.dispose();
    }
}
