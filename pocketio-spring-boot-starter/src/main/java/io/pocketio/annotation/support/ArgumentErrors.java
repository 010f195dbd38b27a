package io.pocketio.annotation.support;

import io.pocketio.log.ClientText;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.validation.Errors;
import org.springframework.validation.FieldError;
import org.springframework.validation.ObjectError;

/**
 * What a validator found in one argument, or in one element of it. Confined to the thread of the call.
 *
 * @param argument position among the client's arguments
 * @param path to the element, such as {@code [3]}; empty for the argument itself
 * @param errors named after the method's parameter
 */
public record ArgumentErrors(int argument, String path, Errors errors) {

    /** For the client: where it is wrong, and how. Quotes nothing but what the validator's message does. */
    Map<String, Object> describe(ObjectError error) {
        Map<String, Object> description = new LinkedHashMap<>();
        description.put("argument", argument);
        description.put("field", fieldOf(error));
        String code = error.getCode();
        if (code != null) {
            description.put("code", code);
        }
        String message = error.getDefaultMessage();
        description.put("message", message != null ? message : "is not valid");
        return description;
    }

    private String fieldOf(ObjectError error) {
        String field = error instanceof FieldError inner ? inner.getField() : "";
        if (path.isEmpty() && field.isEmpty()) {
            return errors.getObjectName();
        }
        String place = path.isEmpty() || field.isEmpty() ? path + field : path + '.' + field;
        return ClientText.sentence(place).toString();
    }
}
