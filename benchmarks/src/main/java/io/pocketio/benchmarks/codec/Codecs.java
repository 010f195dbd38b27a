package io.pocketio.benchmarks.codec;

import io.pocketio.jackson.JacksonJsonCodec;
import io.pocketio.json.JsonCodec;
import io.pocketio.protocol.PacketCodec;
import io.pocketio.protocol.json.JsonPacketCodec;
import io.pocketio.protocol.legacy.LegacyPacketCodec;
import io.pocketio.protocol.msgpack.MsgpackPacketCodec;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import tools.jackson.databind.json.JsonMapper;

/** What the starter puts together in an application that configures nothing. Immutable. */
final class Codecs {

    /** The limit that all else is compared with. */
    final JsonMapper mapper;

    final JsonCodec jsonCodec;
    final PacketCodec json;
    final PacketCodec msgpack;
    final PacketCodec legacy;

    Codecs() {
        try (var context = new AnnotationConfigApplicationContext(JacksonAutoConfiguration.class)) {
            mapper = context.getBean(JsonMapper.class);
        }
        jsonCodec = new JacksonJsonCodec(mapper);
        json = new JsonPacketCodec(jsonCodec);
        msgpack = new MsgpackPacketCodec(jsonCodec);
        legacy = new LegacyPacketCodec(jsonCodec);
    }
}
