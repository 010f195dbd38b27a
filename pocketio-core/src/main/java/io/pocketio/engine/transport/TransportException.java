package io.pocketio.engine.transport;

/** What went wrong with a transport, in the reference server's words; told to listeners as the cause of a close. */
public final class TransportException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public TransportException(String message) {
        super(message, null, false, false);
    }
}
