package io.pocketio.annotation.binding;

import io.pocketio.annotation.signature.HandlerSignature;
import io.pocketio.annotation.support.ArgumentErrors;
import io.pocketio.log.ClientText;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import jakarta.validation.Validator;
import jakarta.validation.metadata.MethodDescriptor;
import jakarta.validation.metadata.ParameterDescriptor;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.validation.BindingResult;
import org.springframework.validation.FieldError;
import org.springframework.validation.MapBindingResult;
import org.springframework.validation.ObjectError;
import org.springframework.validation.SmartValidator;

/**
 * Constraints of Bean Validation on the parameters themselves, such as {@code @NotBlank String room}. Apart, because it cannot be
 * loaded without Bean Validation. Changed while the application starts only.
 *
 * <p>Spring's {@code MethodValidationAdapter} tells of a list in a list only which one of the outer it is, and takes three times as
 * long for arguments that are not valid, which clients send at will (2.2 instead of 0.75 µs for two parameters).
 */
final class ParameterConstraints {

    private final Validator validator;
    private final List<ParameterDescriptor> descriptors;
    private final Map<Integer, Constrained> parameters = new HashMap<>();

    private ParameterConstraints(Validator validator, List<ParameterDescriptor> descriptors) {
        this.validator = validator;
        this.descriptors = descriptors;
    }

    /** {@code null} when the method has none, or the validator is none of Bean Validation, or one without an implementation. */
    static @Nullable ParameterConstraints of(
            org.springframework.validation.Validator validator, HandlerSignature signature) {
        Validator provider = unwrap(validator);
        // Spring has one that validates nothing, for when there is the API and no implementation
        if (provider == null || !validator.supports(signature.beanType())) {
            return null;
        }
        MethodDescriptor method = provider.getConstraintsForClass(signature.beanType())
                .getConstraintsForMethod(
                        signature.getMethod().getName(), signature.getMethod().getParameterTypes());
        // not hasConstrainedParameters(): that is false where elements alone have constraints
        return method == null ? null : new ParameterConstraints(provider, method.getParameterDescriptors());
    }

    private static @Nullable Validator unwrap(org.springframework.validation.Validator validator) {
        if (validator instanceof Validator provider) {
            return provider;
        }
        try {
            return validator instanceof SmartValidator smart ? smart.unwrap(Validator.class) : null;
        } catch (IllegalArgumentException notOfBeanValidation) {
            return null;
        }
    }

    /** Whether there is something to validate but what {@code @Valid} on the parameter says. */
    boolean covers(int position) {
        ParameterDescriptor descriptor = descriptors.get(position);
        return descriptor.hasConstraints()
                || !descriptor.getConstrainedContainerElementTypes().isEmpty();
    }

    /** @param marked whether the inside of the value is validated elsewhere */
    void add(int position, int argument, String name, boolean marked) {
        parameters.put(position, new Constrained(argument, name, marked));
    }

    void validate(Object bean, Method method, @Nullable Object[] values, List<ArgumentErrors> errors) {
        @Nullable Object[] all = Arrays.copyOf(values, method.getParameterCount()); // with Kotlin's continuation
        Map<Integer, BindingResult> results = new TreeMap<>();
        for (ConstraintViolation<Object> violation : validator.forExecutables().validateParameters(bean, method, all)) {
            add(violation, results);
        }
        results.forEach((position, result) -> {
            if (result.hasErrors()) {
                errors.add(new ArgumentErrors(constrained(position).argument(), "", result));
            }
        });
    }

    private void add(ConstraintViolation<?> violation, Map<Integer, BindingResult> results) {
        Place place = Place.of(violation.getPropertyPath());
        Constrained parameter = parameters.get(place.position());
        if (parameter == null || (parameter.marked() && place.inside())) {
            return;
        }
        BindingResult result = results.computeIfAbsent(
                place.position(), position -> new MapBindingResult(new HashMap<>(), parameter.name()));
        String code = violation
                .getConstraintDescriptor()
                .getAnnotation()
                .annotationType()
                .getSimpleName();
        String[] codes = {code + '.' + parameter.name(), code};
        result.addError(
                place.path().isEmpty()
                        ? new ObjectError(parameter.name(), codes, null, violation.getMessage())
                        : new FieldError(
                                parameter.name(), place.path(), null, false, codes, null, violation.getMessage()));
    }

    private Constrained constrained(int position) {
        Constrained parameter = parameters.get(position);
        if (parameter == null) {
            throw new IllegalStateException("Parameter " + position + " has no constraints");
        }
        return parameter;
    }

    private record Constrained(int argument, String name, boolean marked) {}

    /** @param inside whether it is a property of the value, not the value or an element of it */
    private record Place(int position, String path, boolean inside) {

        static Place of(Path propertyPath) {
            int position = -1;
            boolean inside = false;
            StringBuilder path = new StringBuilder();
            for (Path.Node node : propertyPath) {
                if (node.getKind() == ElementKind.PARAMETER) {
                    position = node.as(Path.ParameterNode.class).getParameterIndex();
                } else if (position >= 0) {
                    appendIndex(node, path);
                    inside |= node.getKind() == ElementKind.BEAN || node.getKind() == ElementKind.PROPERTY;
                    appendName(node, path);
                }
            }
            return new Place(position, path.toString(), inside);
        }

        private static void appendIndex(Path.Node node, StringBuilder path) {
            if (node.isInIterable()) {
                Object index = node.getIndex() != null ? node.getIndex() : node.getKey();
                path.append('[')
                        .append(index != null ? ClientText.of(index.toString()) : "")
                        .append(']');
            }
        }

        private static void appendName(Path.Node node, StringBuilder path) {
            if (node.getKind() == ElementKind.PROPERTY) {
                path.append(path.isEmpty() ? "" : ".").append(node.getName());
            }
        }
    }
}
