package io.pocketio.json;

import java.io.OutputStream;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/**
 * Turns event arguments into JSON and back, through the application's mapper. Protocol JSON never passes through it.
 * Thread-safe.
 *
 * @since 0.1
 */
public interface JsonCodec {

    /**
     * Writes one argument as UTF-8. Binary values anywhere in it ({@code byte[]}, {@code ByteBuffer}) are added to
     * {@code attachments} in the order of writing, with {@code {"_placeholder":true,"num":k}} in their places.
     *
     * @param value an empty {@link java.util.Optional} is written as {@code null}
     * @param out left open by the codec
     * @throws CodecException when the value cannot be written; then {@code out} and {@code attachments} may hold a part of it
     */
    void write(@Nullable Object value, OutputStream out, Attachments attachments);

    /**
     * Reads one argument into a type. Placeholders become the attachments that they stand for.
     *
     * @param json valid UTF-8 and valid JSON, nesting bounded
     * @return {@code null} for the JSON {@code null} where the type allows it
     * @throws CodecException when the JSON does not fit the type
     */
    @Nullable
    Object read(byte[] json, int offset, int length, Type type, Attachments attachments);
}
