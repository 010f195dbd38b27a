package io.pocketio.cluster.streams;

import io.pocketio.cluster.StreamEntry;
import io.pocketio.cluster.messages.ClusterMessage;
import io.pocketio.cluster.messages.MessageReader;
import io.pocketio.cluster.messages.MessageType;
import io.pocketio.cluster.wire.PacketForm;
import io.pocketio.cluster.wire.TargetForm;
import io.pocketio.cluster.wire.WireJson;
import io.pocketio.cluster.wire.WireMessage;
import io.pocketio.cluster.wire.WireMsgpack;
import io.pocketio.cluster.wire.WireOutput;
import io.pocketio.cluster.wire.WireValue;
import io.pocketio.json.JsonCodec;
import io.pocketio.protocol.MalformedPacketException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A message as an entry of a stream: the fields {@code uid, nsp, type, data}, where data is JSON, or MessagePack in base64 when something
 * binary is in it. Stateless.
 */
final class EntryForm {

    private static final byte[] NOTHING = {'{', '}'};
    private static final int LONGEST_NUMBER = 3;

    private EntryForm() {}

    static Map<String, byte[]> write(ClusterMessage message, String uid, String namespace) {
        Map<String, byte[]> fields = new LinkedHashMap<>();
        fields.put("uid", bytes(uid));
        fields.put("nsp", bytes(namespace));
        fields.put("type", bytes(Integer.toString(message.type().number())));
        fields.put("data", data(message));
        return fields;
    }

    private static byte[] data(ClusterMessage message) {
        WireOutput out = message.isBinary() ? new WireMsgpack(message.expected()) : new WireJson();
        message.data().accept(out);
        byte[] data = out.toByteArray();
        return message.isBinary() ? Base64.getEncoder().encode(data) : data;
    }

    /** @return {@code null} of what has none */
    static @Nullable String namespace(Map<String, byte[]> fields) {
        return text(fields.get("nsp"));
    }

    /** Gives the message to its reader. */
    static void read(Map<String, byte[]> fields, JsonCodec codec, MessageReader reader) {
        reader.read(number(fields.get("type")), data(fields.get("data"), codec), text(fields.get("uid")));
    }

    /**
     * The event that all nodes keep, so that who has missed it can get it.
     *
     * @return {@code null} when the message is something else
     * @throws MalformedPacketException when it means nothing
     */
    static @Nullable StoredEvent event(StreamEntry entry, JsonCodec codec, String namespace) {
        Map<String, byte[]> fields = entry.fields();
        if (number(fields.get("type")) != MessageType.BROADCAST.number()) {
            return null;
        }
        WireValue[] members = data(fields.get("data"), codec).members("opts", "requestId", "packet");
        if (WireMessage.id(members[1]) != null) {
            return null;
        }
        byte[] data = fields.get("data");
        int bytes = data == null ? 0 : data.length;
        return new StoredEvent(entry.id(), PacketForm.read(members[2], namespace), TargetForm.read(members[0]), bytes);
    }

    private static long number(byte @Nullable [] digits) {
        String text = text(digits);
        if (text == null
                || text.isEmpty()
                || text.length() > LONGEST_NUMBER
                || !text.chars().allMatch(EntryForm::isDigit)) {
            return -1;
        }
        return Long.parseLong(text);
    }

    private static boolean isDigit(int character) {
        return character >= '0' && character <= '9';
    }

    private static WireValue data(byte @Nullable [] data, JsonCodec codec) {
        if (data == null) {
            return WireJson.read(NOTHING, codec);
        }
        if (data.length > 0 && data[0] == '{') {
            return WireJson.read(data, codec);
        }
        try {
            return WireMsgpack.read(Base64.getDecoder().decode(data), codec);
        } catch (IllegalArgumentException strange) {
            throw new MalformedPacketException("no base64");
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static @Nullable String text(byte @Nullable [] bytes) {
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }
}
