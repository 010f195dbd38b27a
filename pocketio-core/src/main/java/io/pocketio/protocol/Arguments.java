package io.pocketio.protocol;

import io.pocketio.json.Attachments;
import io.pocketio.json.JsonCodec;
import io.pocketio.json.Placeholders;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Type;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of an event or an acknowledgement. Those from a client are kept as they came and decoded when asked for, straight
 * into the type that is wanted. Codecs extend it, where {@link #ofJson} and {@link #ofDecoded} do not serve them. Immutable.
 *
 * @since 0.1
 */
public abstract class Arguments {

    protected Arguments() {}

    /**
     * Arguments to be sent: each becomes one argument on the other side. Arguments as the only value are sent on as they are.
     * The array is not copied.
     *
     * @throws IllegalArgumentException when the array is {@code null}: one argument that is {@code null} is {@code (Object) null}
     */
    public static Arguments of(@Nullable Object... values) {
        requireArray(values);
        return several(null, values);
    }

    /**
     * As {@link #of}, for those who look at the arguments on their way: {@link #get(int, Type)} gives a value that is not of the
     * type as a client would have sent it, by way of JSON.
     *
     * @param codec converts the arguments
     * @throws IllegalArgumentException when the array is {@code null}
     */
    public static Arguments ofValues(JsonCodec codec, @Nullable Object... values) {
        requireArray(values);
        return several(codec, values);
    }

    private static Arguments several(@Nullable JsonCodec codec, @Nullable Object[] values) {
        return values.length == 1 && values[0] instanceof Arguments several
                ? several
                : new ValueArguments(codec, values);
    }

    /** @throws IllegalArgumentException when it is {@code null}, which a bare {@code null} in place of the arguments is */
    public static void requireArray(@Nullable Object[] values) {
        if (Objects.isNull(values)) {
            throw new IllegalArgumentException(
                    "the array of arguments is null: write (Object) null for one argument that is null, or none for no arguments");
        }
    }

    /**
     * Arguments from a client, for codecs whose packets have JSON in them.
     *
     * @param codec reads the arguments
     * @param json a JSON array of the arguments, as UTF-8; not copied
     * @param attachments what the placeholders in it stand for; not copied
     * @throws MalformedPacketException when it is no JSON array, one that is nested deeper than {@code maxNestingDepth}, or
     *     a placeholder stands for no attachment
     */
    public static Arguments ofJson(JsonCodec codec, byte[] json, Attachments attachments, int maxNestingDepth) {
        int[] bounds = JsonScanner.elements(json, 0, json.length, maxNestingDepth);
        boolean fits = bounds != null
                && (attachments.isEmpty()
                        || Placeholders.find(json, 0, json.length).fit(attachments.size()));
        if (bounds == null || !fits) {
            throw new MalformedPacketException("invalid payload");
        }
        return new JsonArguments(codec, json, bounds, 0, attachments);
    }

    /**
     * Arguments from a client, for codecs that make objects of what they read: maps, lists, strings, numbers, booleans,
     * {@code byte[]} and {@code null}. What is asked for as another type is converted by way of JSON.
     *
     * @param codec converts the arguments
     * @param weight see {@link #weight()}; the length of the message, at least
     * @param values not copied
     */
    public static Arguments ofDecoded(JsonCodec codec, int weight, @Nullable Object... values) {
        return new DecodedArguments(codec, weight, values);
    }

    /**
     * These arguments and a string of the protocol behind them.
     *
     * @throws IllegalArgumentException when it is not of letters, digits and signs that mean nothing in JSON
     */
    public final Arguments append(String last) {
        return new ExtendedArguments(this, last);
    }

    public abstract int size();

    /**
     * The argument as a value of the type.
     *
     * @return {@code null} when the client sent {@code null} and the type allows it
     * @throws IndexOutOfBoundsException when there is no such argument
     * @throws ArgumentMismatchException when it does not fit the type: which argument, and where in it
     */
    public abstract @Nullable Object get(int index, Type type);

    /** As {@link #get(int, Type)}. */
    @SuppressWarnings("unchecked")
    public final <T> @Nullable T get(int index, Class<T> type) {
        return (T) get(index, (Type) type);
    }

    /** Bytes of memory that arguments from a client hold, about; 0 for those of the application. */
    public int weight() {
        return 0;
    }

    /** Whether the argument is absent or {@code null}. */
    public abstract boolean isNull(int index);

    /**
     * Writes an argument as JSON.
     *
     * @param codec for arguments that are values still
     * @param attachments binary values are added to it, with placeholders in their places; see {@link JsonCodec#write}
     * @throws io.pocketio.json.CodecException when it cannot be written
     * @throws IOException when {@code out} throws it
     */
    public abstract void write(int index, JsonCodec codec, OutputStream out, Attachments attachments)
            throws IOException;
}
