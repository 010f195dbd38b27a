package io.pocketio.protocol;

import io.pocketio.json.JsonCodec;

class JsonPacketCodecContractTests extends PacketCodecContractTests {

    @Override
    protected PacketCodec codec(JsonCodec json) {
        return new JsonPacketCodec(json);
    }
}
