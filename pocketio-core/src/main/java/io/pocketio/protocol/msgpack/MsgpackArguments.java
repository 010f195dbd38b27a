package io.pocketio.protocol.msgpack;

import io.pocketio.json.Attachments;
import io.pocketio.json.CodecException;
import io.pocketio.json.JsonCodec;
import io.pocketio.msgpack.JsonText;
import io.pocketio.msgpack.MsgpackToJson;
import io.pocketio.msgpack.MsgpackWriter;
import io.pocketio.protocol.ArgumentMismatchException;
import io.pocketio.protocol.Arguments;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Type;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Arguments from a client, or of another node: MessagePack in the bytes that it came in, made JSON when somebody wants to read it. */
public final class MsgpackArguments extends Arguments {

    private final JsonCodec codec;
    private final byte[] bytes;

    /** Where each element begins, and the position behind the last. */
    private final int[] bounds;

    /** Elements that are no arguments: the name of an event. */
    private final int skipped;

    MsgpackArguments(JsonCodec codec, byte[] bytes, int[] bounds, int skipped) {
        this.codec = codec;
        this.bytes = bytes;
        this.bounds = bounds;
        this.skipped = skipped;
    }

    /**
     * @param bytes over which a {@link io.pocketio.msgpack.MsgpackReader} has gone; not copied
     * @param bounds where each element begins, and the position behind the last; not copied
     * @param skipped elements that are no arguments: the name of an event
     */
    public static Arguments of(JsonCodec codec, byte[] bytes, int[] bounds, int skipped) {
        return new MsgpackArguments(codec, bytes, bounds, skipped);
    }

    @Override
    public int size() {
        return bounds.length - 1 - skipped;
    }

    @Override
    public @Nullable Object get(int index, Type type) {
        Attachments attachments = new Attachments();
        JsonText json = json(index, attachments);
        try {
            return codec.read(json.array(), 0, json.length(), type, attachments);
        } catch (CodecException misfit) {
            throw ArgumentMismatchException.of(this, index, type, misfit);
        }
    }

    private JsonText json(int index, Attachments attachments) {
        Objects.checkIndex(index, size());
        JsonText json = new JsonText();
        MsgpackToJson.write(bytes, start(index), end(index), json, attachments);
        return json;
    }

    @Override
    public boolean isNull(int index) {
        return index >= size() || MsgpackToJson.isNull(bytes, start(index), end(index));
    }

    @Override
    public int weight() {
        return bytes.length + Integer.BYTES * bounds.length;
    }

    @Override
    public void write(int index, JsonCodec unused, OutputStream out, Attachments attachments) throws IOException {
        JsonText json = json(index, attachments);
        out.write(json.array(), 0, json.length());
    }

    /** Whoever sends on what he got sends the same MessagePack. */
    void writeRaw(MsgpackWriter out) throws IOException {
        out.raw(bytes, bounds[skipped], bounds[bounds.length - 1]);
    }

    /** Bytes of all arguments. */
    int length() {
        return bounds[bounds.length - 1] - bounds[skipped];
    }

    private int start(int index) {
        return bounds[index + skipped];
    }

    private int end(int index) {
        return bounds[index + skipped + 1];
    }
}
