package io.pocketio;

import org.jspecify.annotations.Nullable;

/**
 * What goes wrong between this server and a client.
 *
 * @since 0.1
 */
public abstract class SocketIoException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    SocketIoException(@Nullable String message) {
        super(message);
    }
}
