package io.pocketio.annotation.support;

import io.pocketio.Ack;
import io.pocketio.SocketIoSocket;
import io.pocketio.protocol.Arguments;
import java.lang.annotation.Annotation;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.MethodParameter;
import org.springframework.validation.BeanPropertyBindingResult;
import org.springframework.validation.Errors;
import org.springframework.validation.ValidationUtils;
import org.springframework.validation.Validator;
import org.springframework.validation.annotation.ValidationAnnotationUtils;

/** Validates what another binder gives: the value, or each element of a collection or map. Thread-safe. */
final class ArgumentValidation implements ArgumentBinder {

    private static final Logger logger = LoggerFactory.getLogger(ArgumentValidation.class);

    private final ArgumentBinder binder;
    private final Validator validator;
    private final Object[] hints;
    private final String name;

    private ArgumentValidation(ArgumentBinder binder, Validator validator, Object[] hints, String name) {
        this.binder = binder;
        this.validator = validator;
        this.hints = hints;
        this.name = name;
    }

    /** The groups to validate; {@code null} when the parameter is not marked as {@code @Valid} or the like. */
    static Object @Nullable [] hints(MethodParameter parameter) {
        for (Annotation annotation : parameter.getParameterAnnotations()) {
            Object[] hints = ValidationAnnotationUtils.determineValidationHints(annotation);
            if (hints != null) {
                return hints;
            }
        }
        return null;
    }

    /** The binder itself when there is nothing to validate with. */
    static ArgumentBinder of(
            ArgumentBinder binder, @Nullable Validator validator, Object[] hints, HandlerParameter parameter) {
        if (validator == null || !canValidate(validator, parameter.rawType())) {
            logger.warn("{} is not validated: no Validator bean can", parameter.origin());
            return binder;
        }
        return new ArgumentValidation(binder, validator, hints, parameter.name());
    }

    private static boolean canValidate(Validator validator, Class<?> type) {
        return Collection.class.isAssignableFrom(type) || Map.class.isAssignableFrom(type) || validator.supports(type);
    }

    @Override
    public @Nullable Object bind(SocketIoSocket socket, Arguments arguments, Ack ack) {
        Object value = binder.bind(socket, arguments, ack);
        if (value instanceof Optional<?> optional) {
            validate(optional.orElse(null));
        } else {
            validate(value);
        }
        return value;
    }

    /** Elements are validated here because validators see a collection as one value without constraints. */
    private void validate(@Nullable Object value) {
        if (value instanceof Collection<?> collection) {
            validateElements(collection);
        } else if (value instanceof Map<?, ?> map) {
            validateElements(map.values());
        } else {
            validateOne(value);
        }
    }

    private void validateElements(Collection<?> elements) {
        for (Object element : elements) {
            validateOne(element);
        }
    }

    private void validateOne(@Nullable Object value) {
        if (value == null || !validator.supports(value.getClass())) {
            return;
        }
        Errors errors = new BeanPropertyBindingResult(value, name);
        ValidationUtils.invokeValidator(validator, value, errors, hints);
        if (errors.hasErrors()) {
            throw new ArgumentNotValidException(errors);
        }
    }
}
