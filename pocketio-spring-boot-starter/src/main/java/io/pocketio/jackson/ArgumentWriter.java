package io.pocketio.jackson;

import io.pocketio.json.Attachments;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.databind.ObjectWriter;

/** A writer of values, with a factory of generators of its own. Thread-safe. */
final class ArgumentWriter extends ObjectWriter {

    private final TokenStreamFactory factory;

    ArgumentWriter(ObjectWriter writer, TokenStreamFactory factory) {
        super(writer, writer.getConfig());
        this.factory = factory;
    }

    /** Binary values go to the attachments. */
    void write(@Nullable Object value, OutputStream out, Attachments attachments) {
        try (JsonGenerator generator = factory.createGenerator(_serializationContext(), out)) {
            if (generator instanceof PlainTextGenerator own) {
                own.attachTo(attachments);
                writeValue(own, value);
            } else {
                writeValue(new AttachmentGenerator(generator, attachments), value);
            }
        }
    }
}
