package io.pocketio.annotation.binding;

import io.pocketio.Ack;
import io.pocketio.SocketIoSocket;
import io.pocketio.protocol.Arguments;
import org.jspecify.annotations.Nullable;

/** Gives a parameter its value. Chosen once, at the start. Thread-safe. */
@FunctionalInterface
public interface ArgumentBinder {

    /**
     * @param arguments of an event; the reason of a disconnect; exception and event name for an exception handler
     * @throws io.pocketio.json.CodecException when the client's argument does not fit
     */
    @Nullable
    Object bind(SocketIoSocket socket, Arguments arguments, Ack ack);
}
