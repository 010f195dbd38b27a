package io.pocketio.annotation.support;

import io.pocketio.log.ClientText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.springframework.validation.Errors;
import org.springframework.validation.FieldError;
import org.springframework.validation.ObjectError;

/**
 * Arguments of an event, marked as {@code @Valid} or with constraints of their own, are not valid. The client's fault: logged for
 * debugging only, and its acknowledgement, if it asked for one, is {@link #answer()}, unless a
 * {@link io.pocketio.annotation.SocketExceptionHandler} answers. The message quotes nothing that the client sent.
 *
 * @since 0.1
 */
public final class ArgumentNotValidException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** An argument may be a long list, and each of its elements wrong in several ways. */
    private static final int MAX_LISTED = 100;

    private final transient List<ArgumentErrors> errors;

    public ArgumentNotValidException(List<ArgumentErrors> errors) {
        super(message(errors));
        this.errors = List.copyOf(errors);
    }

    /** What the validator found, by argument, or by element of it; each named after the method's parameter. */
    public List<Errors> errors() {
        return errors.stream().map(ArgumentErrors::errors).toList();
    }

    /**
     * What the client is told unless an exception handler says otherwise: <code>{"error": "Invalid arguments", "fieldErrors":
     * [{"argument": 0, "field": "name", "code": "NotBlank", "message": "must not be blank"}]}</code>. The {@code argument} is its
     * position in the event; the {@code field} is a path in it, or the parameter's name for the argument itself; the
     * {@code code} is the name of the constraint, or what a validator of Spring gave as code; the {@code message} is the
     * validator's. The first 100 errors are listed, those of an argument by field and
     * code. A new map for each call.
     */
    public Map<String, Object> answer() {
        List<Map<String, Object>> fieldErrors = new ArrayList<>();
        for (ArgumentErrors argument : errors) {
            for (ObjectError error : inOrder(argument.errors().getAllErrors())) {
                if (fieldErrors.size() < MAX_LISTED) {
                    fieldErrors.add(argument.describe(error));
                }
            }
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("error", "Invalid arguments");
        answer.put("fieldErrors", fieldErrors);
        return answer;
    }

    /** A validator may find them in any. */
    private static List<ObjectError> inOrder(List<ObjectError> found) {
        List<ObjectError> ordered = new ArrayList<>(found);
        ordered.sort(Comparator.comparing(ArgumentNotValidException::place)
                .thenComparing(error -> String.valueOf(error.getCode())));
        return ordered;
    }

    private static String place(ObjectError error) {
        return error instanceof FieldError field ? field.getField() : "";
    }

    /** Fields and codes only: the validator's own messages may quote the rejected value. */
    private static String message(List<ArgumentErrors> errors) {
        StringJoiner message = new StringJoiner("; ");
        int listed = 0;
        for (ArgumentErrors argument : errors) {
            List<ObjectError> all = argument.errors().getAllErrors();
            listed += all.size();
            if (listed > MAX_LISTED || message.length() > ClientText.SENTENCE_LIMIT) {
                return message.add("and more").toString();
            }
            message.add("Argument '" + argument.errors().getObjectName() + "' is not valid: " + codes(all));
        }
        return message.toString();
    }

    private static String codes(List<ObjectError> errors) {
        StringJoiner codes = new StringJoiner(", ");
        for (ObjectError error : errors) {
            if (codes.length() > ClientText.SENTENCE_LIMIT) {
                return codes.add("and more").toString();
            }
            codes.add(
                    error instanceof FieldError field
                            ? ClientText.of(field.getField()) + " (" + error.getCode() + ")"
                            : "" + error.getCode());
        }
        return codes.toString();
    }
}
