package io.pocketio.protocol.msgpack;

import io.pocketio.engine.packet.Frame;
import io.pocketio.json.Attachments;
import io.pocketio.json.CodecException;
import io.pocketio.json.JsonCodec;
import io.pocketio.protocol.Arguments;
import io.pocketio.protocol.MalformedPacketException;
import io.pocketio.protocol.Packet;
import io.pocketio.protocol.PacketDecoder;
import io.pocketio.protocol.PacketType;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what clients of Socket.IO 2 send: CONNECT and DISCONNECT are JSON in text, all else is MessagePack. */
final class MixedPacketDecoder implements PacketDecoder {

    /** Bytes: a namespace, and twice the query behind it. */
    private static final int MAX_TEXT = 16 * 1024;

    private final JsonCodec jsonCodec;
    private final PacketDecoder msgpack;
    private final int maxNestingDepth;

    MixedPacketDecoder(JsonCodec jsonCodec, PacketDecoder msgpack, int maxNestingDepth) {
        this.jsonCodec = jsonCodec;
        this.msgpack = msgpack;
        this.maxNestingDepth = maxNestingDepth;
    }

    @Override
    public @Nullable Packet decode(Frame message) {
        return message.isBinary() ? msgpack.decode(message) : decodeText(message);
    }

    private Packet decodeText(Frame message) {
        Map<?, ?> members = message.length() <= MAX_TEXT ? members(message.asText()) : Map.of();
        PacketType type = members.get("type") instanceof Number number ? PacketType.plain(number.longValue()) : null;
        if ((type == PacketType.CONNECT || type == PacketType.DISCONNECT)
                && members.get("nsp") instanceof String namespace
                && namespace.indexOf(Packet.NAMESPACE_START) == 0) {
            return new Packet(type, namespace, Packet.NO_ID, null, Packet.NO_ARGUMENTS);
        }
        throw new MalformedPacketException("got plaintext data instead of a packet");
    }

    private Map<?, ?> members(String text) {
        byte[] alone = ('[' + text + ']').getBytes(StandardCharsets.UTF_8);
        Arguments read = Arguments.ofJson(jsonCodec, alone, new Attachments(), maxNestingDepth + 1);
        try {
            Map<?, ?> members = read.size() == 1 ? read.get(0, Map.class) : null;
            return members == null ? Map.of() : members;
        } catch (CodecException noObject) {
            return Map.of();
        }
    }
}
