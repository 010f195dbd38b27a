package io.pocketio.parser;

import io.pocketio.json.JsonCodec;
import io.pocketio.protocol.PacketCodec;
import io.pocketio.protocol.PacketCodecContractTests;

class FramedPacketCodecTests extends PacketCodecContractTests {

    @Override
    protected PacketCodec codec(JsonCodec json) {
        return new FramedPacketCodec(json);
    }
}
