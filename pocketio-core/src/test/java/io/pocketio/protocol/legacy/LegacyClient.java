package io.pocketio.protocol.legacy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pocketio.engine.packet.EnginePacketType;
import io.pocketio.engine.packet.Frame;
import io.pocketio.protocol.EncodedPacket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what a server sends, as clients of 0.9 do. */
final class LegacyClient {

    private static final Pattern PACKET = Pattern.compile("([^:]+):([0-9]+)?(\\+)?:([^:]+)?:?([\\s\\S]*)?");
    private static final Pattern ACK = Pattern.compile("([0-9]+)(\\+)?(.*)", Pattern.DOTALL);
    private static final List<String> TYPES =
            List.of("disconnect", "connect", "heartbeat", "message", "json", "event", "ack", "error", "noop");

    private final ObjectMapper mapper = new ObjectMapper();

    /**
     * @param id as text; empty when there is none
     * @param name of an event, or the id that is acknowledged, or the reason of an error
     */
    record Received(
            String type,
            String id,
            boolean wantsArguments,
            String endpoint,
            @Nullable String name,
            List<JsonNode> args) {}

    /** The one text that the packet is. */
    static String text(EncodedPacket encoded) {
        if (encoded.packets().size() != 1 || encoded.packets().get(0).type() != EnginePacketType.MESSAGE) {
            throw new AssertionError("not one message: " + encoded);
        }
        Frame frame = encoded.packets().get(0).frame();
        if (frame.isBinary()) {
            throw new AssertionError("binary");
        }
        return frame.asText();
    }

    Received read(EncodedPacket encoded) {
        Matcher packet = PACKET.matcher(text(encoded));
        if (!packet.matches()) {
            throw new AssertionError("no packet");
        }
        String type = TYPES.get(Integer.parseInt(packet.group(1)));
        String data = packet.group(5);
        String name = null;
        List<JsonNode> args = new ArrayList<>();
        switch (type) {
            case "message" -> args.add(mapper.getNodeFactory().textNode(data));
            case "json" -> args.add(json(data));
            case "event" -> {
                JsonNode event = json(data);
                name = event.path("name").asText();
                event.path("args").forEach(args::add);
            }
            case "ack" -> {
                Matcher ack = ACK.matcher(data);
                if (!ack.matches()) {
                    throw new AssertionError("no acknowledgement");
                }
                name = ack.group(1);
                if (!ack.group(3).isEmpty()) {
                    json(ack.group(3)).forEach(args::add);
                }
            }
            case "error" -> name = data;
            default -> {}
        }
        return new Received(
                type, orEmpty(packet.group(2)), packet.group(3) != null, orEmpty(packet.group(4)), name, args);
    }

    private static String orEmpty(@Nullable String group) {
        return group == null ? "" : group;
    }

    private JsonNode json(String text) {
        try {
            return mapper.readTree(text);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
