package io.pocketio;

import org.jspecify.annotations.Nullable;

/**
 * Thrown by a {@link ConnectMiddleware} to refuse a socket. The client's {@code connect_error} carries message and data; the {@code
 * error} of clients of Socket.IO 1 and 2 is the data alone, or the message where there is none.
 *
 * @since 0.1
 */
public final class ConnectRejectedException extends SocketIoException {

    private static final long serialVersionUID = 1L;

    private final transient @Nullable Object data;

    public ConnectRejectedException(String message) {
        this(message, null);
    }

    /** @param data sent to the client as JSON; {@code null} for none */
    public ConnectRejectedException(String message, @Nullable Object data) {
        super(message);
        this.data = data;
    }

    public @Nullable Object data() {
        return data;
    }
}
