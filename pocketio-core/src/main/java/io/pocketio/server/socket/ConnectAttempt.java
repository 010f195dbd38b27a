package io.pocketio.server.socket;

import io.pocketio.ConnectMiddleware;
import io.pocketio.ConnectRejectedException;
import io.pocketio.SocketIoSocket;
import io.pocketio.json.CodecException;
import io.pocketio.log.ClientText;
import io.pocketio.server.dispatch.HandlerContext;
import io.pocketio.server.dispatch.MiddlewareChain;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** Whether a socket may connect: the middlewares of its namespace decide. Confined to the socket's lane. */
final class ConnectAttempt extends MiddlewareChain<ConnectMiddleware> {

    private static final Logger logger = LoggerFactory.getLogger(ConnectAttempt.class);

    /** All that a client is told about an error that was not meant for it. */
    private static final String NEUTRAL_MESSAGE = "Connection rejected";

    private final Candidate candidate;

    ConnectAttempt(HandlerContext socket, Candidate candidate, List<ConnectMiddleware> middlewares) {
        super(socket, middlewares);
        this.candidate = candidate;
    }

    /** Who wants to connect. */
    interface Candidate {

        /** All middlewares have let it pass. */
        void enter();

        /** The client is to be told that it was refused. */
        void refuse(String message, @Nullable Object data);
    }

    @Override
    protected String occasion() {
        return "connect";
    }

    @Override
    protected Mono<Void> ask(ConnectMiddleware middleware, SocketIoSocket socket) {
        return middleware.apply(socket);
    }

    @Override
    protected void passed() {
        candidate.enter();
    }

    @Override
    protected void refused(Throwable failure) {
        if (failure instanceof ConnectRejectedException rejection) {
            candidate.refuse(String.valueOf(rejection.getMessage()), rejection.data());
            return;
        }
        if (failure instanceof CodecException) {
            logger.debug(
                    "What the client sent does not fit a middleware: {} ({})",
                    ClientText.sentence(failure.getMessage()),
                    candidate);
        } else {
            logger.error("A middleware failed ({})", candidate, failure);
        }
        candidate.refuse(NEUTRAL_MESSAGE, null);
    }
}
