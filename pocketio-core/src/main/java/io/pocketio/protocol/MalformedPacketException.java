package io.pocketio.protocol;

/**
 * A client sent what is no Socket.IO packet. The message is in the reference server's words and quotes nothing of the client's.
 *
 * @since 0.1
 */
public final class MalformedPacketException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public MalformedPacketException(String message) {
        super(message, null, false, false);
    }
}
