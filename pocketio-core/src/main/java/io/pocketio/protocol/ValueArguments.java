package io.pocketio.protocol;

import io.pocketio.json.Attachments;
import io.pocketio.json.CodecException;
import io.pocketio.json.JsonCodec;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.lang.invoke.MethodType;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/** Arguments on their way out: values of the application. */
final class ValueArguments extends Arguments {

    /** {@code null} for those that nobody converts. */
    private final @Nullable JsonCodec codec;

    private final @Nullable Object[] values;

    ValueArguments(@Nullable JsonCodec codec, @Nullable Object[] values) {
        this.codec = codec;
        this.values = values;
    }

    @Override
    public int size() {
        return values.length;
    }

    /** The value as it is, if it is of the type; converted as one of a client is, where there is a codec. */
    @Override
    public @Nullable Object get(int index, Type type) {
        Object value = values[index];
        if (value == null || type instanceof Class<?> wanted && isOf(wanted, value)) {
            return value;
        }
        if (codec != null) {
            return converted(value, index, type, codec);
        }
        if (type instanceof Class<?>) {
            throw new CodecException(value.getClass().getTypeName() + " is no " + type.getTypeName());
        }
        return value;
    }

    private @Nullable Object converted(Object value, int index, Type type, JsonCodec json) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Attachments attachments = new Attachments();
        json.write(value, out, attachments);
        try {
            return json.read(out.toByteArray(), 0, out.size(), type, attachments);
        } catch (CodecException misfit) {
            throw ArgumentMismatchException.of(this, index, type, misfit);
        }
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
    public void write(int index, JsonCodec json, OutputStream out, Attachments attachments) {
        json.write(values[index], out, attachments);
    }
}
