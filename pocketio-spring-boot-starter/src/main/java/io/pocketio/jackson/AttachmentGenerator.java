package io.pocketio.jackson;

import io.pocketio.json.Attachments;
import io.pocketio.json.Numbers;
import io.pocketio.json.PlainText;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.Base64Variant;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.json.JsonGeneratorBase;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.core.util.JsonGeneratorDelegate;

/** Writes a placeholder where others write base64, and collects what it stands for: around any generator of the application's. */
final class AttachmentGenerator extends JsonGeneratorDelegate {

    private final Attachments attachments;

    AttachmentGenerator(JsonGenerator delegate, Attachments attachments) {
        // Values inside of values have to come by here too, so they are not handed to the delegate's own mapper.
        super(delegate, false);
        this.attachments = attachments;
    }

    @Override
    public JsonGenerator writeString(@Nullable String text) {
        byte[] plain = getCharacterEscapes() == null && text != null ? PlainText.encode(text) : null;
        if (plain == null || escapesSlashes()) {
            delegate.writeString(text);
        } else {
            delegate.writeRawUTF8String(plain, 0, plain.length);
        }
        return this;
    }

    private boolean escapesSlashes() {
        return delegate instanceof JsonGeneratorBase json && json.isEnabled(JsonWriteFeature.ESCAPE_FORWARD_SLASHES);
    }

    /** JSON has no numbers that are none: the mapper would make strings of them. */
    @Override
    public JsonGenerator writeNumber(double number) {
        if (Double.isFinite(number)) {
            delegate.writeNumber(number);
        } else {
            delegate.writeNull();
        }
        return this;
    }

    @Override
    public JsonGenerator writeNumber(float number) {
        if (Float.isFinite(number)) {
            delegate.writeNumber(number);
        } else {
            delegate.writeNull();
        }
        return this;
    }

    /** What a number of a class that the mapper does not know calls itself. */
    @Override
    public JsonGenerator writeNumber(String encoded) {
        if (Numbers.isNumber(encoded)) {
            delegate.writeNumber(encoded);
        } else {
            delegate.writeNull();
        }
        return this;
    }

    @Override
    public JsonGenerator writeArray(double[] numbers, int offset, int length) {
        delegate.writeStartArray(numbers, length);
        for (int i = offset; i < offset + length; i++) {
            writeNumber(numbers[i]);
        }
        delegate.writeEndArray();
        return this;
    }

    @Override
    public JsonGenerator writeBinary(Base64Variant variant, byte[] data, int offset, int length) {
        boolean whole = offset == 0 && length == data.length;
        return attach(whole ? data : Arrays.copyOfRange(data, offset, offset + length));
    }

    @Override
    public int writeBinary(Base64Variant variant, InputStream data, int length) {
        try {
            byte[] bytes = length < 0 ? data.readAllBytes() : data.readNBytes(length);
            attach(bytes);
            return bytes.length;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public JsonGenerator writeEmbeddedObject(Object object) {
        return object instanceof byte[] bytes ? attach(bytes) : super.writeEmbeddedObject(object);
    }

    private JsonGenerator attach(byte[] bytes) {
        writePlaceholder(delegate, attachments.add(bytes));
        return this;
    }

    static JsonGenerator writePlaceholder(JsonGenerator generator, int number) {
        generator.writeStartObject();
        generator.writeName("_placeholder");
        generator.writeBoolean(true);
        generator.writeName("num");
        generator.writeNumber(number);
        return generator.writeEndObject();
    }
}
