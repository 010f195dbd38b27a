package io.pocketio.json;

import java.lang.reflect.Field;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds what a mapper has made of another type than was asked for: some deserializers hand on an attachment as it is, whatever they are
 * for, and where there are type arguments nobody notices before the application takes it out. For implementations of {@link JsonCodec}.
 * Confined to its caller.
 *
 * @since 0.1
 */
public final class ExpectedTypes {

    /** So deep a stack may get. What lies deeper, as objects may that name each other in flat JSON, is looked into by itself. */
    private static final int MAX_DEPTH = 1000;

    private static final ClassValue<Field[]> FIELDS = new ClassValue<>() {
        @Override
        protected Field[] computeValue(Class<?> type) {
            return HidingFields.of(type);
        }
    };

    /** Objects that have been looked into; made for the first. */
    private @Nullable Set<Object> seen;

    /** Those of the fields of each owner that has been met: many objects are of few types, and to find these is dear. */
    private final Map<Owner, ExpectedType[]> types = new HashMap<>();

    private final Queue<Deeper> deeper = new ArrayDeque<>();
    private final Set<Object> putOff = Collections.newSetFromMap(new IdentityHashMap<>());

    private ExpectedTypes() {}

    /**
     * Checks the value, and what is in it: in iterables, maps, entries, arrays, optionals and references, and in the fields of records
     * and beans.
     *
     * @throws ClassCastException when something is not of its type, or is something like an iterator into which one cannot look, and not
     *     one of what may be an attachment
     */
    public static void check(@Nullable Object value, ExpectedType type) {
        ExpectedTypes all = new ExpectedTypes();
        all.check(value, type, 0);
        for (Deeper next = all.deeper.poll(); next != null; next = all.deeper.poll()) {
            all.check(next.value(), next.type(), 0);
        }
    }

    private void check(@Nullable Object value, ExpectedType type, int depth) {
        if (value == null || type.rawClass() == Object.class) {
            return;
        }
        if (depth > MAX_DEPTH) {
            if (putOff.add(value)) {
                deeper.add(new Deeper(value, type));
            }
            return;
        }
        if (!type.rawClass().isPrimitive() && !type.rawClass().isInstance(value)) {
            throw new ClassCastException("The mapper made a " + value.getClass().getTypeName());
        }
        ExpectedType content = type.content();
        if (content == null) {
            checkFields(value, type, depth + 1);
        } else {
            checkContent(value, content, depth + 1);
        }
    }

    private void checkContent(Object value, ExpectedType type, int depth) {
        if (value instanceof Iterable<?> several) {
            several.forEach(each -> check(each, type, depth));
        } else if (value instanceof Map<?, ?> map) {
            map.values().forEach(each -> check(each, type, depth));
        } else if (value instanceof Map.Entry<?, ?> entry) {
            check(entry.getValue(), type, depth);
        } else if (value instanceof Optional<?> optional) {
            optional.ifPresent(each -> check(each, type, depth));
        } else if (value instanceof AtomicReference<?> reference) {
            check(reference.get(), type, depth);
        } else if (value instanceof Object[] several) {
            for (Object each : several) {
                check(each, type, depth);
            }
        } else if (!mayBeAttachment(type.rawClass())) {
            throw new ClassCastException(
                    "Nobody can look into a " + value.getClass().getTypeName());
        }
    }

    private static boolean mayBeAttachment(Class<?> type) {
        return type.isPrimitive() || type.isAssignableFrom(byte[].class);
    }

    private void checkFields(Object value, ExpectedType type, int depth) {
        Field[] fields = FIELDS.get(value.getClass());
        if (fields.length > 0 && isNew(value)) {
            ExpectedType[] expected = types.computeIfAbsent(new Owner(type, value.getClass()), Owner::fieldTypes);
            for (int i = 0; i < fields.length; i++) {
                check(HidingFields.get(fields[i], value), expected[i], depth);
            }
        }
    }

    private boolean isNew(Object value) {
        if (seen == null) {
            seen = Collections.newSetFromMap(new IdentityHashMap<>());
        }
        return seen.add(value);
    }

    /** What is looked into from the beginning, and as what it was asked for. */
    private record Deeper(Object value, ExpectedType type) {}

    /** A class whose fields are looked into, and as what its objects were asked for. */
    private record Owner(ExpectedType type, Class<?> actual) {

        ExpectedType[] fieldTypes() {
            ExpectedType own = type.rawClass() == actual ? type : type.as(actual);
            return Stream.of(FIELDS.get(actual)).map(own::of).toArray(ExpectedType[]::new);
        }
    }
}
