package io.pocketio.jackson;

import io.pocketio.json.Attachments;
import io.pocketio.json.Numbers;
import io.pocketio.json.PlainText;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.Base64Variant;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.SerializableString;
import tools.jackson.core.io.CharacterEscapes;
import tools.jackson.core.io.IOContext;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.core.json.UTF8JsonGenerator;

/** Writes strings without an escape in one step, and placeholders where others write base64. */
final class PlainTextGenerator extends UTF8JsonGenerator {

    /** {@code null} until it is said where they go. */
    private @Nullable Attachments attachments;

    PlainTextGenerator(
            ObjectWriteContext writeContext,
            IOContext ioContext,
            int streamFeatures,
            int formatFeatures,
            OutputStream out,
            @Nullable SerializableString rootSeparator,
            @Nullable CharacterEscapes escapes,
            int maximumNonEscaped,
            char quote) {
        super(
                writeContext,
                ioContext,
                streamFeatures,
                formatFeatures,
                out,
                rootSeparator,
                escapes,
                writeContext.getPrettyPrinter(),
                maximumNonEscaped,
                quote);
    }

    /** Where binary values go. */
    void attachTo(Attachments collected) {
        attachments = collected;
    }

    @Override
    public JsonGenerator writeString(@Nullable String text) {
        byte[] plain = text != null && getCharacterEscapes() == null ? PlainText.encode(text) : null;
        return plain == null || isEnabled(JsonWriteFeature.ESCAPE_FORWARD_SLASHES)
                ? super.writeString(text)
                : writeRawUTF8String(plain, 0, plain.length);
    }

    /** JSON has no numbers that are none: Jackson would make strings of them. */
    @Override
    public JsonGenerator writeNumber(double number) {
        return Double.isFinite(number) ? super.writeNumber(number) : writeNull();
    }

    @Override
    public JsonGenerator writeNumber(float number) {
        return Float.isFinite(number) ? super.writeNumber(number) : writeNull();
    }

    /** What a number of a class that the mapper does not know calls itself. */
    @Override
    public JsonGenerator writeNumber(String encoded) {
        return Numbers.isNumber(encoded) ? super.writeNumber(encoded) : writeNull();
    }

    @Override
    public JsonGenerator writeBinary(Base64Variant variant, byte[] data, int offset, int length) {
        if (attachments == null) {
            return super.writeBinary(variant, data, offset, length);
        }
        boolean whole = offset == 0 && length == data.length;
        return attach(whole ? data : Arrays.copyOfRange(data, offset, offset + length), attachments);
    }

    @Override
    public int writeBinary(Base64Variant variant, InputStream data, int length) {
        if (attachments == null) {
            return super.writeBinary(variant, data, length);
        }
        try {
            byte[] bytes = length < 0 ? data.readAllBytes() : data.readNBytes(length);
            attach(bytes, attachments);
            return bytes.length;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public JsonGenerator writeEmbeddedObject(@Nullable Object object) {
        return object instanceof byte[] bytes && attachments != null
                ? attach(bytes, attachments)
                : super.writeEmbeddedObject(object);
    }

    private JsonGenerator attach(byte[] bytes, Attachments target) {
        return AttachmentGenerator.writePlaceholder(this, target.add(bytes));
    }
}
