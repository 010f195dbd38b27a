package io.pocketio.guide.parsers;

import io.pocketio.json.JsonCodec;
import io.pocketio.protocol.PacketCodec;
import io.pocketio.protocol.PacketCodecContractTests;

class JsonMessageCodecTests extends PacketCodecContractTests {

    @Override
    protected PacketCodec codec(JsonCodec json) {
        return new JsonMessageCodec(json);
    }
}
