package io.pocketio.jackson;

import tools.jackson.core.JsonParser;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.deser.DeserializationContextExt;

/** A reader of one type, with a factory of parsers of its own. Thread-safe. */
final class ArgumentReader extends ObjectReader {

    private final TokenStreamFactory factory;

    ArgumentReader(ObjectReader reader, TokenStreamFactory factory) {
        super(reader, reader.getConfig());
        this.factory = factory;
    }

    @Override
    public JsonParser createParser(byte[] json, int offset, int length) {
        DeserializationContextExt context = _deserializationContext();
        return context.assignAndReturnParser(factory.createParser(context, json, offset, length));
    }

    /** The one that the parser was made with, which has served for nothing else. */
    @Override
    protected DeserializationContextExt _deserializationContext(JsonParser parser) {
        return parser.objectReadContext() instanceof DeserializationContextExt context
                ? context
                : super._deserializationContext(parser);
    }
}
