package io.pocketio.protocol;

import io.pocketio.json.Attachments;
import io.pocketio.json.CodecException;
import io.pocketio.json.JsonCodec;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/** Arguments from a client that a codec has made generic objects of. */
final class DecodedArguments extends Arguments {

    private final JsonCodec codec;
    private final int weight;
    private final @Nullable Object[] values;

    DecodedArguments(JsonCodec codec, int weight, @Nullable Object[] values) {
        this.codec = codec;
        this.weight = weight;
        this.values = values;
    }

    @Override
    public int size() {
        return values.length;
    }

    @Override
    public @Nullable Object get(int index, Type type) {
        Object value = values[index];
        if (value != null && type instanceof Class<?> wanted && wanted.isInstance(value)) {
            return value;
        }
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        Attachments attachments = new Attachments();
        codec.write(value, json, attachments);
        try {
            return codec.read(json.toByteArray(), 0, json.size(), type, attachments);
        } catch (CodecException misfit) {
            throw ArgumentMismatchException.of(this, index, type, misfit);
        }
    }

    @Override
    public boolean isNull(int index) {
        return index >= values.length || values[index] == null;
    }

    @Override
    public int weight() {
        return weight;
    }

    @Override
    public void write(int index, JsonCodec unused, OutputStream out, Attachments attachments) {
        codec.write(values[index], out, attachments);
    }
}
