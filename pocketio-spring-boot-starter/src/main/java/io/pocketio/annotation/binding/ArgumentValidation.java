package io.pocketio.annotation.binding;

import io.pocketio.annotation.signature.HandlerKind;
import io.pocketio.annotation.signature.HandlerParameter;
import io.pocketio.annotation.signature.HandlerSignature;
import io.pocketio.annotation.support.ArgumentErrors;
import io.pocketio.annotation.support.ArgumentNotValidException;
import io.pocketio.log.ClientText;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.MethodParameter;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.util.ClassUtils;
import org.springframework.validation.BeanPropertyBindingResult;
import org.springframework.validation.Errors;
import org.springframework.validation.ValidationUtils;
import org.springframework.validation.Validator;
import org.springframework.validation.annotation.ValidationAnnotationUtils;

/**
 * Validates the arguments for a method, all of them before it complains: those marked as {@code @Valid}, with the elements of a
 * collection or map, and those with constraints of their own. Thread-safe.
 *
 * <p>Spring's {@code MethodValidationAdapter} knows Bean Validation only, not validators of Spring's own kind, and looks at all elements
 * however many are wrong.
 */
public final class ArgumentValidation {

    private static final Logger logger = LoggerFactory.getLogger(ArgumentValidation.class);

    private static final boolean BEAN_VALIDATION_PRESENT =
            ClassUtils.isPresent("jakarta.validation.Validator", ArgumentValidation.class.getClassLoader());

    /** Behind so many wrong elements of an argument no more are looked for. */
    private static final int MAX_WRONG_ELEMENTS = 100;

    private final Validator validator;
    private final List<Marked> marked;
    private final @Nullable ParameterConstraints constraints;
    private final List<Lenient> lenient;

    private ArgumentValidation(
            Validator validator,
            List<Marked> marked,
            @Nullable ParameterConstraints constraints,
            List<Lenient> lenient) {
        this.validator = validator;
        this.marked = List.copyOf(marked);
        this.constraints = constraints;
        this.lenient = List.copyOf(lenient);
    }

    /**
     * @param method of the bean, that is going to be called
     * @throws ArgumentNotValidException when a value is not valid
     * @throws io.pocketio.protocol.ArgumentMismatchException when a value is absent, its constraints say nothing of that, and there has to be one
     */
    public void validate(Object bean, Method method, @Nullable Object[] values) {
        List<ArgumentErrors> errors = new ArrayList<>();
        for (Marked parameter : marked) {
            validate(values[parameter.position()], parameter, errors);
        }
        if (constraints != null) {
            constraints.validate(bean, method, values, errors);
        }
        if (!errors.isEmpty()) {
            errors.sort(Comparator.comparingInt(ArgumentErrors::argument));
            throw new ArgumentNotValidException(errors);
        }
        for (Lenient parameter : lenient) {
            if (values[parameter.position()] == null) {
                values[parameter.position()] = ArgumentBinders.absent(parameter.strict(), parameter.argument());
            }
        }
    }

    /** Elements are validated here because validators see a collection as one value without constraints. */
    private void validate(@Nullable Object argument, Marked parameter, List<ArgumentErrors> errors) {
        Object value = argument instanceof Optional<?> optional ? optional.orElse(null) : argument;
        if (value instanceof Collection<?> collection) {
            int limit = errors.size() + MAX_WRONG_ELEMENTS;
            int index = 0;
            for (Object element : collection) {
                if (errors.size() < limit) {
                    validateOne(element, "[" + index++ + "]", parameter, errors);
                }
            }
        } else if (value instanceof Map<?, ?> map) {
            int limit = errors.size() + MAX_WRONG_ELEMENTS;
            map.forEach((key, element) -> {
                if (errors.size() < limit) {
                    validateOne(element, "[" + ClientText.of(String.valueOf(key)) + "]", parameter, errors);
                }
            });
        } else {
            validateOne(value, "", parameter, errors);
        }
    }

    private void validateOne(@Nullable Object value, String path, Marked parameter, List<ArgumentErrors> errors) {
        if (value == null || !validator.supports(value.getClass())) {
            return;
        }
        Errors found = new BeanPropertyBindingResult(value, parameter.name());
        ValidationUtils.invokeValidator(validator, value, found, parameter.hints());
        if (found.hasErrors()) {
            errors.add(new ArgumentErrors(parameter.argument(), path, found));
        }
    }

    /** A parameter marked as {@code @Valid}; the hints are the groups to validate. */
    private record Marked(int position, int argument, String name, Object... hints) {}

    /** A parameter whose absence is left to its constraints first. */
    private record Lenient(int position, int argument, HandlerParameter strict) {}

    /** Gathers what of a method is to be validated. Confined to the starting thread. */
    public static final class Builder {

        private final @Nullable Validator validator;
        private final @Nullable ParameterConstraints constraints;
        private final boolean ofEvent;
        private final List<Marked> marked = new ArrayList<>();
        private final List<Lenient> lenient = new ArrayList<>();
        private final Set<Integer> constrained = new HashSet<>();

        public Builder(@Nullable Validator validator, HandlerSignature signature) {
            this.validator = validator;
            this.constraints = validator == null || !BEAN_VALIDATION_PRESENT
                    ? null
                    : ParameterConstraints.of(validator, signature);
            this.ofEvent = signature.kind() == HandlerKind.EVENT;
        }

        /**
         * @param position among the parameters
         * @param argument position among the client's arguments
         * @return the parameter as it is to be bound
         */
        HandlerParameter add(int position, int argument, HandlerParameter parameter) {
            Object[] hints = hints(parameter.parameter());
            if (hints != null) {
                mark(position, argument, parameter, hints);
            }
            if (constraints != null && constraints.covers(position)) {
                constraints.add(position, argument, parameter.name(), hints != null);
                constrained.add(position);
            } else if (hasConstraints(parameter.parameter())) {
                warn(parameter);
            }
            boolean required = !parameter.optional() && !parameter.nullable();
            if (!ofEvent || !required || !constrained.contains(position)) {
                return parameter;
            }
            lenient.add(new Lenient(position, argument, parameter));
            return parameter.asNullable();
        }

        private void mark(int position, int argument, HandlerParameter parameter, Object[] hints) {
            if (validator == null || !canValidate(validator, parameter.rawType())) {
                warn(parameter);
            } else {
                marked.add(new Marked(position, argument, parameter.name(), hints));
            }
        }

        private static void warn(HandlerParameter parameter) {
            logger.warn("{} is not validated: no Validator bean can", parameter.origin());
        }

        /** {@code null} when there is nothing to validate. */
        @Nullable
        public ArgumentValidation build() {
            if (validator == null || (marked.isEmpty() && constrained.isEmpty())) {
                return null;
            }
            return new ArgumentValidation(validator, marked, constrained.isEmpty() ? null : constraints, lenient);
        }

        /** The groups to validate; {@code null} when the parameter is not marked as {@code @Valid} or the like. */
        private static Object @Nullable [] hints(MethodParameter parameter) {
            for (Annotation annotation : parameter.getParameterAnnotations()) {
                Object[] hints = ValidationAnnotationUtils.determineValidationHints(annotation);
                if (hints != null) {
                    return hints;
                }
            }
            return null;
        }

        private static boolean canValidate(Validator validator, Class<?> type) {
            return Collection.class.isAssignableFrom(type)
                    || Map.class.isAssignableFrom(type)
                    || validator.supports(type);
        }

        /** By its name: Bean Validation need not be there. */
        private static boolean hasConstraints(MethodParameter parameter) {
            return MergedAnnotations.from(parameter.getParameterAnnotations())
                    .isPresent("jakarta.validation.Constraint");
        }
    }
}
