package io.pocketio.json;

import org.jspecify.annotations.Nullable;

/**
 * A value does not fit: it cannot be written as JSON, or JSON from a client cannot be read into the type that a handler wants.
 * The message quotes nothing of the content; the cause may.
 *
 * @since 0.1
 */
public class CodecException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String path;
    private final @Nullable String expected;

    public CodecException(String message) {
        this(message, "", null, null);
    }

    public CodecException(String message, @Nullable Throwable cause) {
        this(message, "", null, cause);
    }

    /**
     * For JSON that does not fit a type.
     *
     * @param path see {@link #path()}
     * @param expected see {@link #expected()}
     */
    public CodecException(String message, String path, @Nullable String expected, @Nullable Throwable cause) {
        super(message, cause);
        this.path = path;
        this.expected = expected;
    }

    /**
     * Where in the JSON it does not fit, such as {@code address.street} or {@code items[3].price}; empty for the value as a whole, and
     * where it is not known. There may be keys in it that the client has chosen: it is printable, and bounded.
     */
    public String path() {
        return path;
    }

    /**
     * What would fit there in the words of JSON, such as {@code a number}: to be shown to the client. {@code null} when it is not known.
     * There is no name of a class in it, and nothing of what the client sent.
     */
    public @Nullable String expected() {
        return expected;
    }
}
