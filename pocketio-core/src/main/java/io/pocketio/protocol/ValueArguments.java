package io.pocketio.protocol;

import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/** Arguments on their way out: values of the application. */
final class ValueArguments extends Arguments {

    private final @Nullable Object[] values;

    ValueArguments(@Nullable Object[] values) {
        this.values = values;
    }

    @Override
    public int size() {
        return values.length;
    }

    /** The value as it is, if it is of the type: nothing is converted. */
    @Override
    public @Nullable Object get(int index, Type type) {
        Object value = values[index];
        return type instanceof Class<?> wanted ? wanted.cast(value) : value;
    }

    @Override
    public boolean isNull(int index) {
        return index >= values.length || values[index] == null;
    }
}
