package io.pocketio.jackson;

import java.io.OutputStream;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.SerializableString;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.io.CharacterEscapes;
import tools.jackson.core.io.IOContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonFactoryBuilder;
import tools.jackson.core.util.BufferRecycler;
import tools.jackson.core.util.JsonRecyclerPools;
import tools.jackson.core.util.RecyclerPool;
import tools.jackson.databind.json.JsonMapper;

/**
 * As the factory of the application's mapper, with a parser and a generator that know how valid JSON looks for the most part.
 * Thread-safe.
 */
final class PlainTextFactory extends JsonFactory {

    private static final long serialVersionUID = 1L;

    private PlainTextFactory(JsonFactoryBuilder settings) {
        super(settings);
    }

    /** The mapper's own factory when the application has made one of another class. */
    static TokenStreamFactory of(JsonMapper mapper) {
        TokenStreamFactory factory = mapper.tokenStreamFactory();
        if (factory.getClass() != JsonFactory.class
                || !factory.isEnabled(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)) {
            return factory;
        }
        JsonFactoryBuilder settings = ((JsonFactory) factory).rebuild();
        if (isDefault(settings.recyclerPool())) {
            settings.recyclerPool(new BufferSlots());
        }
        return new PlainTextFactory(settings);
    }

    /** By its class: Jackson makes one for each factory. */
    private static boolean isDefault(RecyclerPool<BufferRecycler> pool) {
        return pool.getClass() == JsonRecyclerPools.defaultPool().getClass();
    }

    @Override
    protected JsonParser _createParser(
            ObjectReadContext readContext, IOContext ioContext, byte[] json, int offset, int length) {
        ioContext.setEncoding(JsonEncoding.UTF8);
        return new PlainTextParser(
                readContext,
                ioContext,
                readContext.getStreamReadFeatures(_streamReadFeatures),
                readContext.getFormatReadFeatures(_formatReadFeatures),
                _byteSymbolCanonicalizer.makeChild(_factoryFeatures),
                json,
                offset,
                length);
    }

    @Override
    protected JsonGenerator _createUTF8Generator(
            ObjectWriteContext writeContext, IOContext ioContext, OutputStream out) {
        SerializableString rootSeparator = writeContext.getRootValueSeparator(_rootValueSeparator);
        CharacterEscapes escapes = writeContext.getCharacterEscapes();
        return new PlainTextGenerator(
                writeContext,
                ioContext,
                writeContext.getStreamWriteFeatures(_streamWriteFeatures),
                writeContext.getFormatWriteFeatures(_formatWriteFeatures),
                out,
                rootSeparator,
                escapes == null ? _characterEscapes : escapes,
                _maximumNonEscapedChar,
                _quoteChar);
    }
}
