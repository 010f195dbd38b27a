package io.pocketio.cluster.wire;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.pocketio.json.Jackson2JsonCodec;
import io.pocketio.json.JsonCodec;
import io.pocketio.protocol.Arguments;
import io.pocketio.protocol.RenderedArguments;

/** The two forms of messages. */
enum Wire {
    JSON {
        @Override
        WireOutput output() {
            return new WireJson();
        }

        @Override
        WireValue read(byte[] message) {
            return WireJson.read(message, CODEC);
        }
    },
    MSGPACK {
        @Override
        WireOutput output() {
            return new WireMsgpack(16);
        }

        @Override
        WireValue read(byte[] message) {
            return WireMsgpack.read(message, CODEC);
        }
    };

    static final JsonCodec CODEC = new Jackson2JsonCodec(new ObjectMapper());

    abstract WireOutput output();

    abstract WireValue read(byte[] message);

    static RenderedArguments rendered(Object... values) {
        return RenderedArguments.of(Arguments.of(values), CODEC);
    }
}
