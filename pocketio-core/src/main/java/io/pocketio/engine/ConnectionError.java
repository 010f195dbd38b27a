package io.pocketio.engine;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request that the engine has refused, as the reference server's {@code connection_error} tells it. Immutable.
 *
 * @param context details by the reference server's names: {@code name} of a bad request, and the values that were wrong, such as
 *     {@code transport}, {@code sid}, {@code method}, {@code origin}, {@code protocol}; {@code message} of what the application
 *     has forbidden. The values are the client's: take them for what anybody may send
 * @param cause what the application's own part failed with; {@code null} when it has not
 * @since 0.1
 */
public record ConnectionError(
        EngineRequest request,
        EngineError error,
        Map<String, String> context,
        @Nullable Throwable cause) {

    /** In the context: which of the bad requests it is, such as {@code TRANSPORT_MISMATCH} or {@code ID_GENERATION_ERROR}. */
    public static final String NAME = "name";

    public ConnectionError {
        context = Map.copyOf(context);
    }

    /** The number that the client was told. */
    public int code() {
        return error.code();
    }

    /** The usual words for {@link #code()}. */
    public String message() {
        return error.message();
    }

    /** Without what the client sent, some of which only it may know. */
    @Override
    public String toString() {
        String name = context.get(NAME);
        return message() + (name == null ? "" : " (" + name + ')') + ": " + request;
    }
}
