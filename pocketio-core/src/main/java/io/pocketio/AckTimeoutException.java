package io.pocketio;

/**
 * A client has not acknowledged an event in time.
 *
 * @since 0.1
 */
public class AckTimeoutException extends SocketIoException {

    private static final long serialVersionUID = 1L;

    /** In the words of the reference server. */
    static final String MESSAGE = "operation has timed out";

    /** In the words of the reference server. */
    public AckTimeoutException() {
        this(MESSAGE);
    }

    AckTimeoutException(String message) {
        super(message);
    }
}
