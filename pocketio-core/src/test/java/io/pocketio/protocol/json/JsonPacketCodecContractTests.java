package io.pocketio.protocol.json;

import io.pocketio.json.JsonCodec;
import io.pocketio.protocol.PacketCodec;
import io.pocketio.protocol.PacketCodecContractTests;

class JsonPacketCodecContractTests extends PacketCodecContractTests {

    @Override
    protected PacketCodec codec(JsonCodec json) {
        return new JsonPacketCodec(json);
    }
}
