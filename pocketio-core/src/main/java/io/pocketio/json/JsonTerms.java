package io.pocketio.json;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.temporal.Temporal;
import java.util.Calendar;
import java.util.Collection;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Says in the words of JSON what fits a type, for a client who sent something else: no name of a class is in it. For implementations
 * of {@link JsonCodec}; stateless.
 *
 * @since 0.1
 */
public final class JsonTerms {

    /** What the type itself takes, but not for its value. */
    public static final String VALID = "a valid value";

    /** What the mapper takes nothing longer, or larger, for. */
    public static final String WITHIN_LIMITS = "within the limits of the server";

    private static final Set<Class<?>> INTEGERS = Set.of(Byte.class, Short.class, BigInteger.class);
    private static final Set<Class<?>> NUMBERS =
            Set.of(Float.class, Double.class, BigDecimal.class, Number.class, float.class, double.class);

    private JsonTerms() {}

    /** Such as {@code an integer}; {@code an object} for a class that Java does not bring. */
    public static String of(Type type) {
        if (type instanceof ParameterizedType parameterized) {
            Type raw = parameterized.getRawType();
            return raw == Optional.class ? of(parameterized.getActualTypeArguments()[0]) : of(raw);
        }
        if (type instanceof GenericArrayType) {
            return "an array";
        }
        return type instanceof Class<?> plain ? of(plain) : VALID;
    }

    private static String of(Class<?> type) {
        String scalar = scalar(type);
        if (scalar != null) {
            return scalar;
        }
        if (type == byte[].class || ByteBuffer.class.isAssignableFrom(type)) {
            return "binary";
        }
        if (type.isArray() || Collection.class.isAssignableFrom(type)) {
            return "an array";
        }
        if (Map.class.isAssignableFrom(type)) {
            return "an object";
        }
        return type.getName().startsWith("java.") ? VALID : "an object";
    }

    private static @Nullable String scalar(Class<?> type) {
        if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        }
        if (type == int.class || type == Integer.class) {
            return "an integer of 32 bits";
        }
        if (type == long.class || type == Long.class) {
            return "an integer of 64 bits";
        }
        if (INTEGERS.contains(type) || type == byte.class || type == short.class) {
            return "an integer";
        }
        if (NUMBERS.contains(type)) {
            return "a number";
        }
        if (type == char.class || type == Character.class) {
            return "a string of one character";
        }
        if (CharSequence.class.isAssignableFrom(type)) {
            return "a string";
        }
        if (type.isEnum()) {
            return "one of the strings that are known";
        }
        if (type == UUID.class) {
            return "a UUID";
        }
        boolean isTime = Temporal.class.isAssignableFrom(type)
                || Date.class.isAssignableFrom(type)
                || Calendar.class.isAssignableFrom(type);
        return isTime ? "a date or time" : null;
    }
}
