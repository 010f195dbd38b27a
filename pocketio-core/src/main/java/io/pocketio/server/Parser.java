package io.pocketio.server;

import io.pocketio.json.JsonCodec;
import io.pocketio.protocol.PacketCodec;
import io.pocketio.protocol.json.JsonPacketCodec;
import io.pocketio.protocol.msgpack.MsgpackPacketCodec;

/**
 * How packets are encoded. Clients have to be made for the same: one that is not is disconnected with its first packet.
 *
 * @since 0.1
 */
public enum Parser {

    /** Text with JSON in it, as clients do without further ado. */
    JSON {
        @Override
        PacketCodec newCodec(JsonCodec json, int maxAttachments, int maxNestingDepth) {
            return new JsonPacketCodec(json, maxAttachments, maxNestingDepth);
        }
    },

    /**
     * MessagePack, for clients with {@code socket.io-msgpack-parser}, of Socket.IO 2 also; needs the dependency {@code
     * org.msgpack:msgpack-core}. Clients of Socket.IO 1 have no such parser, so cannot talk to the server then.
     */
    MSGPACK {
        @Override
        PacketCodec newCodec(JsonCodec json, int maxAttachments, int maxNestingDepth) {
            return new MsgpackPacketCodec(json, maxNestingDepth);
        }
    };

    abstract PacketCodec newCodec(JsonCodec json, int maxAttachments, int maxNestingDepth);
}
