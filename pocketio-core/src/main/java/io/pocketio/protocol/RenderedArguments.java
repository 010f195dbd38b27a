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

/** Arguments on their way out that the application's mapper has written already: what is sent in several forms is written by it once. */
public final class RenderedArguments extends Arguments {

    private static final int NO_HEAD = 0;

    private final JsonCodec codec;
    private final PacketBuffer json;
    private final Attachments attachments;

    /** Where each begins, and the position behind the last. */
    private final int[] bounds;

    /** How many attachments those ahead have. */
    private final int[] attachmentsAhead;

    private RenderedArguments(
            JsonCodec codec, PacketBuffer json, Attachments attachments, int[] bounds, int[] attachmentsAhead) {
        this.codec = codec;
        this.json = json;
        this.attachments = attachments;
        this.bounds = bounds;
        this.attachmentsAhead = attachmentsAhead;
    }

    /**
     * The same arguments, written by the application's mapper: now, and not again however often they are sent.
     *
     * @throws CodecException when one of them cannot be written
     */
    public static RenderedArguments of(Arguments arguments, JsonCodec codec) {
        if (arguments instanceof RenderedArguments rendered) {
            return rendered;
        }
        int size = arguments.size();
        PacketBuffer json = new PacketBuffer(NO_HEAD);
        Attachments attachments = new Attachments();
        int[] bounds = new int[size + 1];
        int[] ahead = new int[size + 1];
        bounds[0] = json.start();
        for (int i = 0; i < size; i++) {
            json.argument(arguments, i, codec, attachments);
            bounds[i + 1] = json.start() + json.length();
            ahead[i + 1] = attachments.size();
        }
        return new RenderedArguments(codec, json, attachments, bounds, ahead);
    }

    /** In which all arguments are, from {@link #start} to {@link #end}; not to be written to. */
    public byte[] json() {
        return json.array();
    }

    public int start(int index) {
        return bounds[index];
    }

    public int end(int index) {
        return bounds[index + 1];
    }

    /** Of all arguments, for which there are placeholders in the text. */
    public Attachments attachments() {
        return attachments;
    }

    @Override
    public int size() {
        return bounds.length - 1;
    }

    @Override
    public @Nullable Object get(int index, Type type) {
        Objects.checkIndex(index, size());
        int start = start(index);
        try {
            return codec.read(json(), start, end(index) - start, type, attachments);
        } catch (CodecException misfit) {
            throw ArgumentMismatchException.of(this, index, type, misfit);
        }
    }

    @Override
    public boolean isNull(int index) {
        return index >= size() || json()[start(index)] == 'n';
    }

    /** Arguments that are written one after the other keep the numbers of their placeholders, which need not be searched then. */
    @Override
    public void write(int index, JsonCodec unused, OutputStream out, Attachments target) throws IOException {
        int from = attachmentsAhead[index];
        int to = attachmentsAhead[index + 1];
        if (from < to && target.size() != from) {
            writeRenumbered(index, out, target);
            return;
        }
        out.write(json(), start(index), end(index) - start(index));
        for (int number = from; number < to; number++) {
            target.add(attachments.get(number));
        }
    }

    /** An object of the application's own may look like a placeholder: it stays as it is. */
    private void writeRenumbered(int index, OutputStream out, Attachments target) throws IOException {
        int start = start(index);
        int length = end(index) - start;
        Placeholders placeholders = Placeholders.find(json(), start, length).firstOfEach(attachmentsAhead[index + 1]);
        int at = 0;
        for (int i = 0; i < placeholders.size(); i++) {
            if (placeholders.number(i) >= attachmentsAhead[index]) {
                out.write(json(), start + at, placeholders.start(i) - at);
                Placeholders.write(target.add(attachments.get(placeholders.number(i))), out);
                at = placeholders.end(i);
            }
        }
        out.write(json(), start + at, length - at);
    }
}
