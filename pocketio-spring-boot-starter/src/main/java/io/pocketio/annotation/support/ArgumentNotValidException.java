package io.pocketio.annotation.support;

import java.util.StringJoiner;
import org.springframework.validation.Errors;
import org.springframework.validation.FieldError;
import org.springframework.validation.ObjectError;

/**
 * An argument marked as {@code @Valid} is not. The client's fault: unless a
 * {@link io.pocketio.annotation.SocketExceptionHandler} answers it, it is logged for debugging only. The message quotes nothing
 * that the client sent.
 *
 * @since 0.1
 */
public final class ArgumentNotValidException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Errors errors;

    ArgumentNotValidException(Errors errors) {
        super(message(errors));
        this.errors = errors;
    }

    /** What the validator found; named after the method's parameter. */
    public Errors errors() {
        return errors;
    }

    /** Fields and codes only: the validator's own messages may quote the rejected value. */
    private static String message(Errors errors) {
        StringJoiner message = new StringJoiner(", ", "Argument '" + errors.getObjectName() + "' is not valid: ", "");
        for (ObjectError error : errors.getAllErrors()) {
            message.add(
                    error instanceof FieldError field
                            ? field.getField() + " (" + error.getCode() + ")"
                            : "" + error.getCode());
        }
        return message.toString();
    }
}
