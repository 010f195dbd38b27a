package io.pocketio.json;

import java.lang.reflect.Field;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds what a mapper has made of another type than was asked for: some deserializers hand on an attachment as it is, whatever they are
 * for, and where there are type arguments nobody notices before the application takes it out. For implementations of {@link JsonCodec}.
 * Confined to its caller.
 *
 * @since 0.1
 */
public final class ExpectedTypes {

    /** As deep as mappers read. */
    private static final int MAX_DEPTH = 1000;

    private static final ClassValue<Field[]> FIELDS = new ClassValue<>() {
        @Override
        protected Field[] computeValue(Class<?> type) {
            return HidingFields.of(type);
        }
    };

    /** Objects that have been looked into; made for the first. */
    private @Nullable Set<Object> seen;

    private ExpectedTypes() {}

    /**
     * Checks the value, and what is in it: in collections, maps, arrays and optionals, and in the fields of records and beans.
     *
     * @throws ClassCastException when something is not of its type
     */
    public static void check(@Nullable Object value, ExpectedType type) {
        new ExpectedTypes().check(value, type, 0);
    }

    private void check(@Nullable Object value, ExpectedType type, int depth) {
        if (value == null || depth > MAX_DEPTH || type.rawClass() == Object.class) {
            return;
        }
        if (!type.rawClass().isPrimitive() && !type.rawClass().isInstance(value)) {
            throw new ClassCastException("The mapper made a " + value.getClass().getTypeName());
        }
        ExpectedType content = type.content();
        if (content == null) {
            checkFields(value, type, depth + 1);
        } else if (value instanceof Collection<?> several) {
            several.forEach(each -> check(each, content, depth + 1));
        } else if (value instanceof Map<?, ?> map) {
            map.values().forEach(each -> check(each, content, depth + 1));
        } else if (value instanceof Optional<?> optional) {
            optional.ifPresent(each -> check(each, content, depth + 1));
        } else if (value instanceof Object[] several) {
            for (Object each : several) {
                check(each, content, depth + 1);
            }
        }
    }

    private void checkFields(Object value, ExpectedType type, int depth) {
        Field[] fields = FIELDS.get(value.getClass());
        if (fields.length > 0 && isNew(value)) {
            ExpectedType own = type.rawClass() == value.getClass() ? type : type.as(value.getClass());
            for (Field field : fields) {
                check(HidingFields.get(field, value), own.of(field), depth);
            }
        }
    }

    private boolean isNew(Object value) {
        if (seen == null) {
            seen = Collections.newSetFromMap(new IdentityHashMap<>());
        }
        return seen.add(value);
    }
}
