package io.pocketio.server.dispatch;

import io.pocketio.AckTimeoutException;
import io.pocketio.SocketDisconnectedException;
import io.pocketio.SocketIoSocket;
import io.pocketio.json.CodecException;
import io.pocketio.log.ClientText;
import io.pocketio.protocol.ArgumentMismatchException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How the log speaks of events, whose names are the client's choice. */
final class EventLog {

    private static final Logger logger = LoggerFactory.getLogger(EventLog.class);

    private EventLog() {}

    /** A handler has failed. What does not fit is the client's fault: who wrote client or handler has to learn of it all the same. */
    static void failed(Throwable failure, String occasion, HandlerContext socket) {
        ClientText shown = ClientText.of(occasion);
        if (failure instanceof CodecException misfit) {
            misfit(misfit, "its handler", shown, socket);
        } else if (failure instanceof SocketDisconnectedException || failure instanceof AckTimeoutException) {
            logger.debug(
                    "The handler of {} got no answer: {} ({})",
                    shown,
                    ClientText.sentence(failure.getMessage()),
                    socket);
        } else {
            logger.error("The handler of {} failed ({})", shown, socket, failure);
        }
    }

    /** @param what does not get what it wants */
    static void misfit(CodecException failure, String what, ClientText occasion, HandlerContext socket) {
        ClientText message = ClientText.sentence(failure.getMessage());
        if (failure instanceof ArgumentMismatchException
                && socket.handlerTable().misfitWarnings().test(occasion)) {
            logger.warn(
                    "What came with {} does not fit {}: {} ({}). More of it is logged at DEBUG for a minute",
                    occasion,
                    what,
                    message,
                    socket);
        }
        if (logger.isDebugEnabled()) {
            logger.debug(
                    "What came with {} does not fit {}: {} ({}): {}",
                    occasion,
                    what,
                    message,
                    socket,
                    ClientText.sentence(reason(failure)));
        }
    }

    /** In the words of the mapper, which may quote what the client sent. */
    private static String reason(Throwable failure) {
        Throwable reason = failure;
        while (reason instanceof CodecException && reason.getCause() != null) {
            reason = reason.getCause();
        }
        return String.valueOf(reason.getMessage()).lines().findFirst().orElse("");
    }

    /** For an event that is dropped because it has no handler. */
    static void nobodyHandles(String event, SocketIoSocket socket) {
        if (logger.isDebugEnabled()) {
            logger.debug("Nobody handles {} ({})", ClientText.of(event), socket);
        }
    }
}
