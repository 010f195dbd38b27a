package io.pocketio.json;

import java.lang.reflect.Field;
import org.jspecify.annotations.Nullable;

/**
 * What a value that is read from JSON is to be, as a mapper knows it with all type arguments. For implementations of {@link JsonCodec};
 * immutable.
 *
 * @since 0.1
 */
public interface ExpectedType {

    Class<?> rawClass();

    /** Of what is in a collection, a map, an array or an optional; {@code null} for all else. */
    @Nullable
    ExpectedType content();

    /** Of a field of a value of this type. */
    ExpectedType of(Field field);

    /** Of a value of this type that is of that class. */
    ExpectedType as(Class<?> subclass);
}
