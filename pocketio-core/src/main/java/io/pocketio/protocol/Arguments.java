package io.pocketio.protocol;

import io.pocketio.json.Attachments;
import io.pocketio.json.JsonCodec;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of an event or an acknowledgement. Those from a client are kept as JSON and decoded when asked for, straight
 * into the type that is wanted. Immutable.
 *
 * @since 0.1
 */
public abstract class Arguments {

    Arguments() {}

    /**
     * Arguments to be sent: each becomes one argument on the other side. Arguments as the only value are sent on as they are.
     * The array is not copied.
     */
    public static Arguments of(@Nullable Object... values) {
        return values.length == 1 && values[0] instanceof Arguments several ? several : new ValueArguments(values);
    }

    public abstract int size();

    /**
     * The argument as a value of the type.
     *
     * @return {@code null} when the client sent {@code null} and the type allows it
     * @throws IndexOutOfBoundsException when there is no such argument
     * @throws io.pocketio.json.CodecException when it does not fit the type
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
     * @throws io.pocketio.json.CodecException when it cannot be written
     */
    abstract void write(int index, JsonCodec codec, PacketBuffer out, Attachments attachments);
}
