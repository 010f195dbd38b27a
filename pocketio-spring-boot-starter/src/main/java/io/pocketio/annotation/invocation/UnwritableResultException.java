package io.pocketio.annotation.invocation;

/** What a handler gave cannot be written as JSON. A type of its own because its cause is no failure of the handler's. */
final class UnwritableResultException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    UnwritableResultException(SocketHandlerMethod source, Throwable cause) {
        super("The result of " + source + " cannot be written as JSON", cause);
    }
}
