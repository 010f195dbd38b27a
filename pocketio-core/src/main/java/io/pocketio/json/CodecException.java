package io.pocketio.json;

/**
 * A value does not fit: it cannot be written as JSON, or JSON from a client cannot be read into the type that a handler wants.
 * The message quotes nothing of the content; the cause may.
 *
 * @since 0.1
 */
public final class CodecException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public CodecException(String message) {
        super(message);
    }

    public CodecException(String message, Throwable cause) {
        super(message, cause);
    }
}
