package io.pocketio.jackson;

import tools.jackson.core.JsonParser;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.deser.DeserializationContextExt;
import tools.jackson.databind.util.ClassUtil;

/** A reader of one type, with a factory of parsers of its own. Thread-safe. */
final class ArgumentReader extends ObjectReader {

    private final TokenStreamFactory factory;
    private final boolean takesAttachments;

    ArgumentReader(ObjectReader reader, TokenStreamFactory factory) {
        super(reader, reader.getConfig());
        this.factory = factory;
        this.takesAttachments = _valueType.hasRawClass(byte[].class)
                && _rootDeserializer != null
                && ClassUtil.isJacksonStdImpl(_rootDeserializer);
    }

    /** Whether it reads an attachment into what that is already. */
    boolean takesAttachments() {
        return takesAttachments;
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
