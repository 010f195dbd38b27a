package io.pocketio.protocol.msgpack;

import io.pocketio.json.JsonCodec;
import io.pocketio.protocol.PacketCodec;
import io.pocketio.protocol.PacketCodecContractTests;

class MsgpackPacketCodecContractTests extends PacketCodecContractTests {

    @Override
    protected PacketCodec codec(JsonCodec json) {
        return new MsgpackPacketCodec(json);
    }
}
