package io.pocketio.parser;

import io.pocketio.engine.packet.EnginePacket;
import io.pocketio.engine.packet.Frame;
import io.pocketio.json.JsonCodec;
import io.pocketio.protocol.Arguments;
import io.pocketio.protocol.EncodedPacket;
import io.pocketio.protocol.MalformedPacketException;
import io.pocketio.protocol.Packet;
import io.pocketio.protocol.PacketCodec;
import io.pocketio.protocol.PacketDecoder;
import io.pocketio.protocol.PacketType;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Lines of text, for the main namespace and without acknowledgements: {@code hello}, or the name of an event and below it its
 * arguments. What a custom parser looks like that takes values as they are, and makes values of what it reads.
 */
final class LinesPacketCodec implements PacketCodec {

    private static final String HELLO = "hello";

    private final JsonCodec json;

    LinesPacketCodec(JsonCodec json) {
        this.json = json;
    }

    @Override
    public EncodedPacket encode(Packet packet) {
        StringBuilder lines = new StringBuilder(Objects.requireNonNullElse(packet.event(), HELLO));
        for (int i = 0; packet.event() != null && i < packet.arguments().size(); i++) {
            lines.append('\n').append(packet.arguments().get(i, Object.class));
        }
        return new EncodedPacket(List.of(EnginePacket.message(lines.toString())));
    }

    @Override
    public PacketDecoder decoder() {
        return this::decode;
    }

    private Packet decode(Frame message) {
        String[] lines = message.asText().split("\n");
        if (lines[0].isEmpty()) {
            throw new MalformedPacketException("no packet");
        }
        if (lines[0].equals(HELLO)) {
            return new Packet(PacketType.CONNECT, "/", Packet.NO_ID, null, Arguments.of());
        }
        Object[] values = Arrays.copyOfRange(lines, 1, lines.length, Object[].class);
        return Packet.event("/", Packet.NO_ID, lines[0], Arguments.ofDecoded(json, message.length(), values));
    }
}
