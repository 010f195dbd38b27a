package io.pocketio.guide.parsers;

import io.pocketio.engine.packet.EnginePacket;
import io.pocketio.engine.packet.Frame;
import io.pocketio.json.Attachments;
import io.pocketio.json.JsonCodec;
import io.pocketio.protocol.Arguments;
import io.pocketio.protocol.EncodedPacket;
import io.pocketio.protocol.MalformedPacketException;
import io.pocketio.protocol.Packet;
import io.pocketio.protocol.PacketCodec;
import io.pocketio.protocol.PacketDecoder;
import io.pocketio.protocol.PacketType;
import io.pocketio.protocol.ReservedEvents;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/** One JSON object for each packet, with its attachments in it as base64. */
@Component
class JsonMessageCodec implements PacketCodec {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final JsonCodec values;

    JsonMessageCodec(JsonCodec values) {
        this.values = values;
    }

    @Override
    public EncodedPacket encode(Packet packet) {
        Attachments attachments = new Attachments();
        Map<String, Object> message = new TreeMap<>();
        message.put("type", packet.type().ordinal());
        message.put("nsp", packet.namespace());
        if (packet.hasId()) {
            message.put("id", packet.id());
        }
        if (packet.event() != null) {
            message.put("event", packet.event());
        }
        message.put("data", write(packet.arguments(), attachments));
        message.put("attachments", attachments.asList());
        return new EncodedPacket(List.of(EnginePacket.message(JSON.writeValueAsString(message))));
    }

    /** Each argument is written by the application's mapper. */
    private List<JsonNode> write(Arguments arguments, Attachments attachments) {
        List<JsonNode> data = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            ByteArrayOutputStream argument = new ByteArrayOutputStream();
            try {
                arguments.write(i, values, argument, attachments);
            } catch (IOException inMemory) {
                throw new UncheckedIOException(inMemory);
            }
            data.add(JSON.readTree(argument.toByteArray()));
        }
        return data;
    }

    /** Needs no state: a packet is one message. */
    @Override
    public PacketDecoder decoder() {
        return this::decode;
    }

    private Packet decode(Frame message) {
        try {
            return decode(JSON.readTree(message.asText()));
        } catch (JacksonException | IllegalArgumentException malformed) {
            throw new MalformedPacketException("invalid payload");
        }
    }

    private Packet decode(JsonNode message) {
        PacketType type = PacketType.plain(message.path("type").asLong(-1));
        String event = message.path("event").asString("");
        if (type == null || !(message.get("data") instanceof ArrayNode data) || ReservedEvents.contains(event)) {
            throw new MalformedPacketException("invalid payload");
        }
        return new Packet(
                type,
                message.path("nsp").asString("/"),
                message.path("id").asLong(Packet.NO_ID),
                type == PacketType.EVENT ? event : null,
                read(data, message.path("attachments")));
    }

    /** Decoded into the types of handlers when these ask for it. */
    private Arguments read(ArrayNode data, JsonNode base64) {
        Attachments attachments = new Attachments();
        for (JsonNode attachment : base64) {
            attachments.add(Base64.getDecoder().decode(attachment.asString("")));
        }
        byte[] json = data.toString().getBytes(StandardCharsets.UTF_8);
        return Arguments.ofJson(values, json, attachments, DEFAULT_MAX_NESTING_DEPTH);
    }
}
