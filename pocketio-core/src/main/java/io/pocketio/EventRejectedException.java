package io.pocketio;

/**
 * Thrown by an {@link EventMiddleware} to drop an event on purpose. Any other error drops it as well, and is taken for a fault of the
 * middleware where no {@linkplain SocketIoSocket#onError error listener} takes it.
 *
 * @since 0.1
 */
public final class EventRejectedException extends SocketIoException {

    private static final long serialVersionUID = 1L;

    public EventRejectedException(String message) {
        super(message);
    }
}
