package io.pocketio;

/**
 * A client has not acknowledged an event in time.
 *
 * @since 0.1
 */
public class AckTimeoutException extends SocketIoException {

    private static final long serialVersionUID = 1L;

    AckTimeoutException() {
        super("operation has timed out");
    }
}
