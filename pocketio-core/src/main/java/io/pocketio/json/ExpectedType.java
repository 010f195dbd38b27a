package io.pocketio.json;

import java.lang.reflect.Field;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a value that is read from JSON is to be, as a mapper knows it with all type arguments. For implementations of {@link JsonCodec};
 * immutable, and equal to others of the same type.
 *
 * @since 0.1
 */
public interface ExpectedType {

    Class<?> rawClass();

    /** Of what is in a collection, a map, an array, an optional or the like; {@code null} for all else. */
    @Nullable
    ExpectedType content();

    /** Whether such a type has its content as its last argument, though mappers do not say so. */
    static boolean endsWithContent(Class<?> type) {
        return type == Iterable.class || type == Map.Entry.class;
    }

    /** Of a field of a value of this type. */
    ExpectedType of(Field field);

    /** Of a value of this type that is of that class. */
    ExpectedType as(Class<?> subclass);
}
