package io.pocketio.json;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.temporal.Temporal;
import java.util.Arrays;
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

    /** By name: of the annotations of all mappers, none of which has to be there. */
    private static final Set<String> OTHER_FORMS = Set.of("JsonCreator", "JsonValue", "JsonDeserialize", "JsonFormat");

    private JsonTerms() {}

    /**
     * Such as {@code an integer}, or {@code an object} for a record; {@link #VALID} for another class that Java does not bring, and for
     * a record with an annotation of Jackson's, of any version, by which it may be made of something else.
     */
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
        if (type.isArray()) {
            return ofArray(type);
        }
        if (type.isEnum()) {
            return "one of the values that are known";
        }
        if (!type.isPrimitive() && !type.getName().startsWith("java.")) {
            return isReadByMembers(type) ? "an object" : VALID;
        }
        String scalar = scalar(type);
        if (scalar != null) {
            return scalar;
        }
        if (ByteBuffer.class.isAssignableFrom(type)) {
            return "binary";
        }
        if (Collection.class.isAssignableFrom(type)) {
            return "an array";
        }
        return Map.class.isAssignableFrom(type) ? "an object" : VALID;
    }

    private static String ofArray(Class<?> type) {
        return type == byte[].class ? "binary" : type == char[].class ? "a string" : "an array";
    }

    /** A record, of which no annotation says that it is made of something else. */
    private static boolean isReadByMembers(Class<?> type) {
        return type.isRecord()
                && isPlain(type)
                && Arrays.stream(type.getDeclaredConstructors()).allMatch(JsonTerms::isPlain)
                && Arrays.stream(type.getDeclaredMethods()).allMatch(JsonTerms::isPlain);
    }

    private static boolean isPlain(AnnotatedElement element) {
        return Arrays.stream(element.getAnnotations())
                .noneMatch(annotation ->
                        OTHER_FORMS.contains(annotation.annotationType().getSimpleName()));
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
        if (type == UUID.class) {
            return "a UUID";
        }
        boolean isTime = Temporal.class.isAssignableFrom(type)
                || Date.class.isAssignableFrom(type)
                || Calendar.class.isAssignableFrom(type);
        return isTime ? "a date or time" : null;
    }
}
