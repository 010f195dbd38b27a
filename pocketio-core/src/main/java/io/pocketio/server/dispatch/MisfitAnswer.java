package io.pocketio.server.dispatch;

import io.pocketio.Ack;
import io.pocketio.SocketIoSocket;
import io.pocketio.protocol.ArgumentMismatchException;
import io.pocketio.protocol.Arguments;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a client is told whose arguments nobody could read. Stateless. */
final class MisfitAnswer {

    private static final Logger logger = LoggerFactory.getLogger(MisfitAnswer.class);

    private MisfitAnswer() {}

    /** Does nothing for a failure of another kind, and for a client that wants no answer. Any thread; never throws. */
    static void send(Throwable failure, Arguments arguments, Ack ack, SocketIoSocket socket) {
        if (failure instanceof ArgumentMismatchException misfit && misfit.concerns(arguments) && ack.isRequested()) {
            try {
                ack.send(misfit.answer());
            } catch (RuntimeException unwritable) {
                logger.error("A client could not be told what does not fit ({})", socket, unwritable);
            }
        }
    }
}
