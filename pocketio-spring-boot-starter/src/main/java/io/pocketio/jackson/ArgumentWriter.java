package io.pocketio.jackson;

import io.pocketio.json.Attachments;
import io.pocketio.json.Placeholders;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.util.ClassUtil;

/** A writer of values, with a factory of generators of its own. Thread-safe. */
final class ArgumentWriter extends ObjectWriter {

    private final TokenStreamFactory factory;

    /** Whether the application has not its own way to write {@code byte[]}. Looked up when first needed; any thread. */
    private @Nullable Boolean writesAttachments;

    ArgumentWriter(ObjectWriter writer, TokenStreamFactory factory) {
        super(writer, writer.getConfig());
        this.factory = factory;
    }

    /** Binary values go to the attachments. */
    void write(@Nullable Object value, OutputStream out, Attachments attachments) {
        if (value instanceof byte[] bytes && writesAttachments()) {
            writePlaceholder(attachments.add(bytes), out);
            return;
        }
        try (JsonGenerator generator = factory.createGenerator(_serializationContext(), out)) {
            if (generator instanceof PlainTextGenerator own) {
                own.attachTo(attachments);
                writeValue(own, value);
            } else {
                writeValue(new AttachmentGenerator(generator, attachments), value);
            }
        }
    }

    private boolean writesAttachments() {
        Boolean known = writesAttachments;
        if (known == null) {
            known = ClassUtil.isJacksonStdImpl(_serializationContext().findTypedValueSerializer(byte[].class, true));
            writesAttachments = known;
        }
        return known;
    }

    private static void writePlaceholder(int number, OutputStream out) {
        try {
            Placeholders.write(number, out);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
