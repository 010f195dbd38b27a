package io.pocketio.jackson;

import io.pocketio.json.Attachments;
import io.pocketio.json.CodecException;
import io.pocketio.json.ExpectedTypes;
import io.pocketio.json.JsonCodec;
import io.pocketio.json.Placeholders;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.exc.InvalidDefinitionException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.util.ClassUtil;
import tools.jackson.databind.util.TokenBuffer;

/**
 * Arguments through a {@link JsonMapper} of Jackson 3. Thread-safe.
 *
 * @since 0.1
 */
public final class JacksonJsonCodec implements JsonCodec {

    /** Handlers have fewer types than this; whoever makes types at run time does without the cache. */
    private static final int MAX_READERS = 1000;

    private final JsonMapper mapper;
    private final TokenStreamFactory factory;
    private final ArgumentWriter writer;

    /** Concurrent: any thread. */
    private final Map<Type, ArgumentReader> readers = new ConcurrentHashMap<>();

    /** The mapper's settings are honoured, but for those that would frame, indent or flush each argument. */
    public JacksonJsonCodec(JsonMapper mapper) {
        this.mapper = mapper;
        this.factory = PlainTextFactory.of(mapper);
        ObjectWriter settings = mapper.writer()
                .without(
                        SerializationFeature.INDENT_OUTPUT,
                        SerializationFeature.WRAP_ROOT_VALUE,
                        SerializationFeature.FLUSH_AFTER_WRITE_VALUE)
                .without(StreamWriteFeature.AUTO_CLOSE_TARGET)
                .with(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8);
        this.writer = new ArgumentWriter(settings, factory);
    }

    @Override
    public void write(@Nullable Object value, OutputStream out, Attachments attachments) {
        Object present = value instanceof Optional<?> optional ? optional.orElse(null) : value;
        try {
            writer.write(present, out, attachments);
        } catch (JacksonException | UncheckedIOException failure) {
            String type = present == null ? "null" : present.getClass().getTypeName();
            throw new CodecException("Cannot write " + type + " as JSON", failure);
        }
    }

    @Override
    public @Nullable Object read(byte[] json, int offset, int length, Type type, Attachments attachments) {
        ArgumentReader reader = reader(type);
        try {
            @Nullable
            Placeholders placeholders = attachments.isEmpty() ? null : Placeholders.find(json, offset, length);
            if (placeholders != null && reader.takesAttachments() && isOne(placeholders, length, attachments)) {
                return attachments.get(placeholders.number(0));
            }
            try (JsonParser parser = reader.createParser(json, offset, length)) {
                return read(parser, reader, placeholders, attachments);
            } catch (JacksonException failure) {
                if (!isCausedBy(StreamReadException.class, failure)) {
                    throw failure;
                }
            }
            // the JSON is valid, but half a surrogate pair in a name Jackson reads from characters only
            String text = new String(json, offset, length, StandardCharsets.UTF_8);
            try (JsonParser parser = reader.createParser(text)) {
                return read(parser, reader, placeholders, attachments);
            }
        } catch (InvalidDefinitionException unusable) {
            // Not the client's fault: no JSON at all fits this type.
            throw new IllegalStateException("JSON cannot be read into " + type.getTypeName(), unusable);
        } catch (CodecException known) {
            throw known;
        } catch (RuntimeException mismatch) {
            // of any class: what is behind a mapper throws its own where the value as a whole is one that it cannot
            // take
            throw Misfit.of(type, mismatch);
        }
    }

    /** Whether the JSON is nothing but a placeholder: then there is nothing to parse. */
    private static boolean isOne(Placeholders placeholders, int length, Attachments attachments) {
        return placeholders.size() == 1
                && placeholders.start(0) == 0
                && placeholders.end(0) == length
                && placeholders.fit(attachments.size());
    }

    private static @Nullable Object read(
            JsonParser parser, ObjectReader reader, @Nullable Placeholders placeholders, Attachments attachments) {
        if (placeholders == null || placeholders.isEmpty()) {
            return checked(reader.readValue(parser), reader.getValueType());
        }
        if (!placeholders.fit(attachments.size())) {
            throw new CodecException("A placeholder stands for no attachment");
        }
        try (TokenBuffer buffer = TokenBuffer.forBuffering(parser, parser.objectReadContext())) {
            copy(parser, buffer, placeholders, attachments);
            @Nullable Object value = reader.readValue(buffer);
            ExpectedTypes.check(value, new JacksonType(reader.getValueType(), reader.typeFactory()));
            return checked(value, reader.getValueType());
        }
    }

    /** Some deserializers hand on an attachment as it is, whatever they are for. */
    private static @Nullable Object checked(@Nullable Object value, JavaType expected) {
        Class<?> type = expected.getRawClass();
        if (value != null && !(type.isPrimitive() ? ClassUtil.wrapperType(type) : type).isInstance(value)) {
            throw new ClassCastException("The mapper made a " + value.getClass().getTypeName());
        }
        return value;
    }

    /** Copies with the attachments in the places of their placeholders. */
    private static void copy(
            JsonParser parser, TokenBuffer buffer, Placeholders placeholders, Attachments attachments) {
        int objects = 0;
        int next = 0;
        while (parser.nextToken() != null) {
            boolean isObject = parser.currentToken() == JsonToken.START_OBJECT;
            if (isObject && next < placeholders.size() && objects == placeholders.objectsBefore(next)) {
                buffer.writeEmbeddedObject(attachments.get(placeholders.number(next++)));
                objects += skipObject(parser);
            } else {
                objects += isObject ? 1 : 0;
                buffer.copyCurrentEvent(parser);
            }
        }
    }

    /** Returns how many objects were skipped, those inside among them. */
    private static int skipObject(JsonParser parser) {
        int objects = 1;
        for (int depth = 1; depth > 0; ) {
            JsonToken token = parser.nextToken();
            objects += token == JsonToken.START_OBJECT ? 1 : 0;
            depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        }
        return objects;
    }

    private static boolean isCausedBy(Class<? extends JacksonException> kind, Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (kind.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }

    private ArgumentReader reader(Type type) {
        ArgumentReader reader = readers.get(type);
        if (reader == null) {
            ObjectReader settings =
                    mapper.readerFor(mapper.constructType(type)).without(DeserializationFeature.UNWRAP_ROOT_VALUE);
            reader = new ArgumentReader(settings, factory);
            if (readers.size() < MAX_READERS) {
                readers.put(type, reader);
            }
        }
        return reader;
    }
}
