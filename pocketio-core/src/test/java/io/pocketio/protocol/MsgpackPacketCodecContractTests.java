package io.pocketio.protocol;

import io.pocketio.json.JsonCodec;

class MsgpackPacketCodecContractTests extends PacketCodecContractTests {

    @Override
    protected PacketCodec codec(JsonCodec json) {
        return new MsgpackPacketCodec(json);
    }
}
