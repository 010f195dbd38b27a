package io.pocketio.protocol;

import io.pocketio.json.Attachments;
import io.pocketio.json.CodecException;
import io.pocketio.json.JsonCodec;
import io.pocketio.json.Placeholders;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Type;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Arguments from a client: JSON in the bytes that it came in, read when somebody wants them. */
public final class JsonArguments extends Arguments {

    private final JsonCodec codec;
    private final byte[] json;

    /** As {@link JsonScanner#elements} gives them. */
    private final int[] bounds;

    /** Elements that are no arguments: the name of an event. */
    private final int skipped;

    private final Attachments attachments;

    public JsonArguments(JsonCodec codec, byte[] json, int[] bounds, int skipped, Attachments attachments) {
        this.codec = codec;
        this.json = json;
        this.bounds = bounds;
        this.skipped = skipped;
        this.attachments = attachments;
    }

    @Override
    public int size() {
        return bounds[0] - skipped;
    }

    @Override
    public @Nullable Object get(int index, Type type) {
        Objects.checkIndex(index, size());
        int start = start(index);
        try {
            return codec.read(json, start, end(index) - start, type, attachments);
        } catch (CodecException misfit) {
            throw ArgumentMismatchException.of(this, index, type, misfit);
        }
    }

    @Override
    public boolean isNull(int index) {
        return index >= size() || json[start(index)] == 'n';
    }

    @Override
    public int weight() {
        int weight = json.length + Integer.BYTES * bounds.length;
        for (byte[] attachment : attachments.asList()) {
            weight += attachment.length;
        }
        return weight;
    }

    /** Whoever sends on what he got sends the same JSON. */
    @Override
    public void write(int index, JsonCodec unused, OutputStream out, Attachments target) throws IOException {
        int start = start(index);
        int length = end(index) - start;
        if (attachments.isEmpty()) {
            out.write(json, start, length);
        } else {
            write(start, length, Placeholders.find(json, start, length), out, target);
        }
    }

    private void write(int start, int length, Placeholders placeholders, OutputStream out, Attachments target)
            throws IOException {
        int at = 0;
        for (int i = 0; i < placeholders.size(); i++) {
            out.write(json, start + at, placeholders.start(i) - at);
            Placeholders.write(target.add(attachments.get(placeholders.number(i))), out);
            at = placeholders.end(i);
        }
        out.write(json, start + at, length - at);
    }

    private int start(int index) {
        return bounds[2 * (index + skipped) + 1];
    }

    private int end(int index) {
        return bounds[2 * (index + skipped) + 2];
    }
}
