package io.pocketio.json;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.PropertyBindingException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.util.ClassUtil;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Arguments through an {@link ObjectMapper} of Jackson 2. Thread-safe.
 *
 * @since 0.1
 */
public final class Jackson2JsonCodec implements JsonCodec {

    /** Handlers have fewer types than this; whoever makes types at run time does without the cache. */
    private static final int MAX_READERS = 1000;

    private final ObjectMapper mapper;
    private final ObjectWriter writer;

    /** Concurrent: any thread. */
    private final Map<Type, ObjectReader> readers = new ConcurrentHashMap<>();

    /**
     * A mapper with Jackson's own settings, all Jackson modules on the class path, tolerance of unknown properties, and dates as text, as
     * Jackson 3 and JavaScript have them.
     */
    public Jackson2JsonCodec() {
        this(JsonMapper.builder(JsonFactory.builder()
                        .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                        .build())
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .disable(
                        SerializationFeature.WRITE_DATES_AS_TIMESTAMPS,
                        SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
                .findAndAddModules()
                .build());
    }

    /** The mapper's settings are honoured, but for those that would frame, indent or flush each argument. */
    public Jackson2JsonCodec(ObjectMapper mapper) {
        this.mapper = mapper;
        this.writer = mapper.writer()
                .without(
                        SerializationFeature.INDENT_OUTPUT,
                        SerializationFeature.WRAP_ROOT_VALUE,
                        SerializationFeature.FLUSH_AFTER_WRITE_VALUE)
                .without(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
                .with(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8);
    }

    @Override
    public void write(@Nullable Object value, OutputStream out, Attachments attachments) {
        Object present = value instanceof Optional<?> optional ? optional.orElse(null) : value;
        try (JsonGenerator generator = writer.createGenerator(out)) {
            writer.writeValue(new Jackson2AttachmentGenerator(generator, attachments), present);
        } catch (IOException failure) {
            String type = present == null ? "null" : present.getClass().getTypeName();
            throw new CodecException("Cannot write " + type + " as JSON", failure);
        }
    }

    @Override
    public @Nullable Object read(byte[] json, int offset, int length, Type type, Attachments attachments) {
        ObjectReader reader = reader(type);
        try {
            Placeholders placeholders =
                    attachments.isEmpty() ? Placeholders.none() : Placeholders.find(json, offset, length);
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
        } catch (IOException | RuntimeException mismatch) {
            // of any class: what is behind a mapper throws its own where the value as a whole is one that it cannot
            // take
            throw misfit(type, mismatch);
        }
    }

    private static CodecException misfit(Type type, Exception failure) {
        JsonPath path = new JsonPath();
        if (failure instanceof JsonMappingException mapping) {
            for (JsonMappingException.Reference step : mapping.getPath()) {
                path.add(step.getFieldName(), step.getIndex());
            }
        }
        String message = "JSON does not fit " + type.getTypeName();
        String place = path.toString();
        return new CodecException(
                place.isEmpty() ? message : message + " at " + place, place, expected(type, place, failure), failure);
    }

    private static String expected(Type type, String place, Exception failure) {
        if (failure instanceof ValueInstantiationException || !(failure instanceof IOException)) {
            return JsonTerms.VALID;
        }
        if (failure instanceof PropertyBindingException) {
            return "absent";
        }
        if (isCausedBy(StreamConstraintsException.class, failure)) {
            return JsonTerms.WITHIN_LIMITS;
        }
        boolean isInside = !place.isEmpty() && failure instanceof MismatchedInputException;
        Class<?> target = isInside ? ((MismatchedInputException) failure).getTargetType() : null;
        return target != null ? JsonTerms.of(target) : place.isEmpty() ? JsonTerms.of(type) : JsonTerms.VALID;
    }

    private static @Nullable Object read(
            JsonParser parser, ObjectReader reader, Placeholders placeholders, Attachments attachments)
            throws IOException {
        if (placeholders.isEmpty()) {
            return checked(reader.readValue(parser), reader.getValueType());
        }
        if (!placeholders.fit(attachments.size())) {
            throw new CodecException("A placeholder stands for no attachment");
        }
        try (TokenBuffer buffer = new TokenBuffer(parser)) {
            copy(parser, buffer, placeholders, attachments);
            @Nullable Object value = reader.readValue(buffer.asParserOnFirstToken());
            ExpectedTypes.check(value, new Jackson2Type(reader.getValueType(), reader.getTypeFactory()));
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
    private static void copy(JsonParser parser, TokenBuffer buffer, Placeholders placeholders, Attachments attachments)
            throws IOException {
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
    private static int skipObject(JsonParser parser) throws IOException {
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

    private ObjectReader reader(Type type) {
        ObjectReader reader = readers.get(type);
        if (reader == null) {
            reader = mapper.readerFor(mapper.constructType(type)).without(DeserializationFeature.UNWRAP_ROOT_VALUE);
            if (readers.size() < MAX_READERS) {
                readers.put(type, reader);
            }
        }
        return reader;
    }
}
