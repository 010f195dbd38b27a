package io.pocketio.protocol;

import io.pocketio.json.Attachments;
import io.pocketio.json.CodecException;
import io.pocketio.json.JsonCodec;
import java.io.OutputStream;
import java.lang.invoke.MethodType;
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
        if (value != null && type instanceof Class<?> wanted && !isOf(wanted, value)) {
            throw new CodecException(value.getClass().getTypeName() + " is no " + type.getTypeName());
        }
        return value;
    }

    private static boolean isOf(Class<?> wanted, Object value) {
        return wanted.isInstance(value)
                || wanted.isPrimitive()
                        && MethodType.methodType(wanted).wrap().returnType().isInstance(value);
    }

    @Override
    public boolean isNull(int index) {
        return index >= values.length || values[index] == null;
    }

    @Override
    public void write(int index, JsonCodec codec, OutputStream out, Attachments attachments) {
        codec.write(values[index], out, attachments);
    }
}
