package io.pocketio.annotation.signature;

import io.pocketio.json.CodecException;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.GenericTypeResolver;
import org.springframework.core.MethodParameter;
import org.springframework.core.Nullness;
import org.springframework.core.ResolvableType;
import org.springframework.util.ClassUtils;

/**
 * A parameter of a handler method with its full type, and what it takes for an absent value. Immutable.
 *
 * @param type of the value, with all generics; within {@code Optional} if the parameter is one; of a primitive its wrapper
 * @param origin the parameter's place, for messages
 */
public record HandlerParameter(
        MethodParameter parameter, Type type, Class<?> rawType, boolean optional, boolean nullable, String origin) {

    public static HandlerParameter of(MethodParameter parameter, HandlerSignature signature) {
        Class<?> beanType = parameter.getContainingClass();
        rejectUnresolvable(parameter.getGenericParameterType(), parameter, signature);
        Type declared = GenericTypeResolver.resolveType(parameter.getGenericParameterType(), beanType);
        boolean optional = rawClass(declared) == Optional.class;
        Type type = optional ? elementOf(declared) : declared;
        if (type instanceof Class<?> plain) {
            type = ClassUtils.resolvePrimitiveIfNecessary(plain);
        }
        boolean nullable = Nullness.forMethodParameter(parameter) == Nullness.NULLABLE;
        String origin = "'" + HandlerSignature.nameOf(parameter) + "' of " + signature.describe();
        return new HandlerParameter(parameter, type, rawClass(type), optional, nullable, origin);
    }

    /** The same, with {@code null} for an absent value. */
    public HandlerParameter asNullable() {
        return new HandlerParameter(parameter, type, rawType, optional, true, origin);
    }

    public String name() {
        return HandlerSignature.nameOf(parameter);
    }

    /** What is passed for a value that is there. */
    public Object present(Object value) {
        return optional ? Optional.of(value) : value;
    }

    /**
     * What is passed when there is no value.
     *
     * @throws CodecException when the parameter needs one
     */
    @Nullable
    public Object absent() {
        if (optional) {
            return Optional.empty();
        }
        if (nullable) {
            return null;
        }
        throw new CodecException("No value for " + origin);
    }

    private static Class<?> rawClass(Type type) {
        return ResolvableType.forType(type).toClass();
    }

    private static Type elementOf(Type optional) {
        return optional instanceof ParameterizedType parameterized
                ? parameterized.getActualTypeArguments()[0]
                : Object.class;
    }

    private static void rejectUnresolvable(Type type, MethodParameter parameter, HandlerSignature signature) {
        if (type instanceof TypeVariable<?> variable) {
            if (!isResolvable(variable, parameter.getContainingClass())) {
                throw signature.invalid(
                        "has the parameter '" + HandlerSignature.nameOf(parameter) + "' of type " + variable
                                + ", which nothing tells",
                        "Declare the bean as a subclass that says what " + variable + " is, or use a concrete type.");
            }
        } else if (type instanceof ParameterizedType parameterized) {
            for (Type argument : parameterized.getActualTypeArguments()) {
                rejectUnresolvable(argument, parameter, signature);
            }
        } else if (type instanceof GenericArrayType array) {
            rejectUnresolvable(array.getGenericComponentType(), parameter, signature);
        } else if (type instanceof WildcardType wildcard) {
            for (Type bound : wildcard.getUpperBounds()) {
                rejectUnresolvable(bound, parameter, signature);
            }
        }
    }

    private static boolean isResolvable(TypeVariable<?> variable, Class<?> beanType) {
        ResolvableType owner = variable.getGenericDeclaration() instanceof Class<?> declaring
                ? ResolvableType.forClass(beanType).as(declaring)
                : ResolvableType.NONE;
        return ResolvableType.forType(variable, owner).resolve() != null;
    }
}
