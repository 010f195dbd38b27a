package io.pocketio.json;

import com.fasterxml.jackson.core.Base64Variant;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.JsonGeneratorDelegate;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Writes a placeholder where others write base64, and collects what it stands for. */
final class Jackson2AttachmentGenerator extends JsonGeneratorDelegate {

    private final Attachments attachments;

    Jackson2AttachmentGenerator(JsonGenerator delegate, Attachments attachments) {
        // Values inside of values have to come by here too, so they are not handed to the delegate's own codec.
        super(delegate, false);
        this.attachments = attachments;
    }

    @Override
    public void writeString(@Nullable String text) throws IOException {
        byte[] plain = getCharacterEscapes() == null && text != null ? PlainText.encode(text) : null;
        if (plain == null) {
            delegate.writeString(text);
        } else {
            delegate.writeRawUTF8String(plain, 0, plain.length);
        }
    }

    /** JSON has no numbers that are none: the mapper would make strings of them. */
    @Override
    public void writeNumber(double number) throws IOException {
        if (Double.isFinite(number)) {
            delegate.writeNumber(number);
        } else {
            delegate.writeNull();
        }
    }

    @Override
    public void writeNumber(float number) throws IOException {
        if (Float.isFinite(number)) {
            delegate.writeNumber(number);
        } else {
            delegate.writeNull();
        }
    }

    /** What a number of a class that the mapper does not know calls itself. */
    @Override
    public void writeNumber(String encoded) throws IOException {
        if (Numbers.isNumber(encoded)) {
            delegate.writeNumber(encoded);
        } else {
            delegate.writeNull();
        }
    }

    @Override
    public void writeArray(double[] numbers, int offset, int length) throws IOException {
        delegate.writeStartArray(numbers, length);
        for (int i = offset; i < offset + length; i++) {
            writeNumber(numbers[i]);
        }
        delegate.writeEndArray();
    }

    @Override
    public void writeBinary(Base64Variant variant, byte[] data, int offset, int length) throws IOException {
        boolean whole = offset == 0 && length == data.length;
        attach(whole ? data : Arrays.copyOfRange(data, offset, offset + length));
    }

    @Override
    public int writeBinary(Base64Variant variant, InputStream data, int length) throws IOException {
        byte[] bytes = length < 0 ? data.readAllBytes() : data.readNBytes(length);
        attach(bytes);
        return bytes.length;
    }

    @Override
    public void writeEmbeddedObject(Object object) throws IOException {
        if (object instanceof byte[] bytes) {
            attach(bytes);
        } else {
            super.writeEmbeddedObject(object);
        }
    }

    private void attach(byte[] bytes) throws IOException {
        delegate.writeStartObject();
        delegate.writeFieldName("_placeholder");
        delegate.writeBoolean(true);
        delegate.writeFieldName("num");
        delegate.writeNumber(attachments.add(bytes));
        delegate.writeEndObject();
    }
}
