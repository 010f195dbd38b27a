package io.pocketio.protocol;

import io.pocketio.json.CodecException;
import io.pocketio.json.JsonTerms;
import java.lang.reflect.Type;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An argument that a client sent is not there, or does not fit the type that is wanted of it: the client's fault. It says which
 * argument, and {@linkplain #path() where in it} {@linkplain #expected() what} was expected, and holds nothing of its value. Where a
 * handler of the event fails with it, and no {@code @SocketExceptionHandler} answers, a client that asked for an acknowledgement is
 * given {@link #answer()}.
 *
 * @since 0.1
 */
public final class ArgumentMismatchException extends CodecException {

    private static final long serialVersionUID = 1L;

    private final int argument;
    private final String name;
    private final boolean isMissing;

    /** Whose argument it is; {@code null} for the event that is being handled. */
    private final transient @Nullable Arguments source;

    private ArgumentMismatchException(
            @Nullable Arguments source,
            int argument,
            String name,
            boolean isMissing,
            String message,
            CodecException misfit,
            @Nullable String expected) {
        super(message, misfit.path(), expected, misfit);
        this.source = source;
        this.argument = argument;
        this.name = name;
        this.isMissing = isMissing;
    }

    /**
     * What a codec could not read.
     *
     * @param source in which the argument is
     * @param argument its position
     * @param type that was wanted
     */
    public static ArgumentMismatchException of(Arguments source, int argument, Type type, CodecException misfit) {
        if (misfit instanceof ArgumentMismatchException known) {
            return known;
        }
        String expected = misfit.expected() == null ? JsonTerms.of(type) : misfit.expected();
        return new ArgumentMismatchException(
                source, argument, "", false, String.valueOf(misfit.getMessage()), misfit, expected);
    }

    /**
     * The argument of a handler's parameter does not fit.
     *
     * @param name of the parameter: it stands for the argument as a whole where the client is told of fields
     * @param message says whose parameter it is
     */
    public static ArgumentMismatchException ofParameter(
            int argument, String name, Type type, String message, CodecException misfit) {
        String expected = misfit.expected() == null ? JsonTerms.of(type) : misfit.expected();
        return new ArgumentMismatchException(null, argument, name, false, message, misfit, expected);
    }

    /** There is no argument, or {@code null}, for a handler's parameter that needs one. */
    public static ArgumentMismatchException missing(int argument, String name, String message) {
        return new ArgumentMismatchException(null, argument, name, true, message, new CodecException(message), null);
    }

    /** Which argument of the event: 0 is the first. */
    public int argument() {
        return argument;
    }

    /** Whether it is not there, or {@code null}, where there has to be something. */
    public boolean isMissing() {
        return isMissing;
    }

    /** Whether it is about these arguments; an answer of another client may be what does not fit. */
    public boolean concerns(Arguments arguments) {
        return source == null || source == arguments;
    }

    /**
     * What the client is told unless an exception handler says otherwise: <code>{"error": "Invalid arguments", "fieldErrors":
     * [{"argument": 0, "field": "address.zip", "code": "typeMismatch", "message": "must be a string"}]}</code>, the form in which it
     * is told of what a validator finds. The {@code field} is the path, or the parameter's name for the argument itself; the
     * {@code code} is {@code typeMismatch} or {@code required}. A new map for each call.
     */
    public Map<String, Object> answer() {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("argument", argument);
        error.put("field", path().isEmpty() ? name : path());
        error.put("code", isMissing ? "required" : "typeMismatch");
        error.put("message", isMissing ? "is missing" : "must be " + expected());
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("error", "Invalid arguments");
        answer.put("fieldErrors", List.of(error));
        return answer;
    }
}
