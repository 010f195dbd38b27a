package io.pocketio.protocol.legacy;

import io.pocketio.json.Attachments;
import io.pocketio.json.JsonCodec;
import io.pocketio.log.ClientText;
import io.pocketio.log.OncePerMinute;
import io.pocketio.protocol.Arguments;
import io.pocketio.protocol.EncodedPacket;
import io.pocketio.protocol.HeadCheck;
import io.pocketio.protocol.NameCache;
import io.pocketio.protocol.Packet;
import io.pocketio.protocol.PacketBuffer;
import io.pocketio.protocol.PacketCodec;
import io.pocketio.protocol.PacketDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Packets as the clients of Socket.IO 0.7 to 0.9 have them: {@code type:id:endpoint:data}, each of them one message without an
 * Engine.IO packet around it. Thread-safe.
 *
 * <p>What has no form there is sent as well as it can be. A binary value is a string of base64 in the place where it was. A refused
 * connection has a reason by number only, which is always "unauthorized": what the server says of it is lost. The reply to CONNECT
 * has no ids. A namespace with a colon in its name cannot be joined.
 *
 * <p>An event named {@value #MESSAGE} with exactly one argument is a message, text or JSON, and what clients send as such is that event.
 */
public final class LegacyPacketCodec implements PacketCodec {

    /** The event that a message is. */
    static final String MESSAGE = "message";

    static final byte SEPARATOR = ':';

    /** Behind an id: there is more to the acknowledgement than that the packet has come. */
    static final byte PLUS = '+';

    /** Type, id, plus and three separators; the endpoint comes on top of it. */
    private static final int MAX_HEAD = 1 + PacketBuffer.MAX_DIGITS + 1 + 3;

    private static final byte[] ROOT = {};

    /** Unauthorized: the one of the numbers that clients know which says that it is no use to try again. */
    private static final byte REFUSED = '2';

    private static final Logger logger = LoggerFactory.getLogger(LegacyPacketCodec.class);

    private final JsonCodec jsonCodec;
    private final OncePerMinute warnings = new OncePerMinute(System::nanoTime);
    private final LegacyPacketDecoder.Settings decoding;

    public LegacyPacketCodec(JsonCodec jsonCodec) {
        this(jsonCodec, DEFAULT_MAX_NESTING_DEPTH);
    }

    /**
     * @param maxNestingDepth how many arrays and objects around each other the arguments of a packet from a client may have; the
     *     array of the arguments counts, the object around it does not
     */
    public LegacyPacketCodec(JsonCodec jsonCodec, int maxNestingDepth) {
        if (maxNestingDepth < 1) {
            throw new IllegalArgumentException("maxNestingDepth leaves no room for arguments: " + maxNestingDepth);
        }
        this.jsonCodec = jsonCodec;
        this.decoding = new LegacyPacketDecoder.Settings(
                jsonCodec, new NameCache(), Math.min(maxNestingDepth, Integer.MAX_VALUE - 1));
    }

    @Override
    public PacketDecoder decoder() {
        return decoder((type, namespace) -> true);
    }

    /** The packets that {@code heads} does not allow are ignored, as in the reference server of these clients. */
    @Override
    public PacketDecoder decoder(HeadCheck heads) {
        return decoder(heads, reply -> {});
    }

    /**
     * As {@link #decoder(HeadCheck)}. A CONNECT has the query that came with it behind its namespace, as with {@code
     * io.pocketio.protocol.json.JsonPacketCodec}.
     *
     * @param replies takes what the client is to be sent at once, ahead of anything else: the acknowledgements that tell it that a
     *     packet has come, and nothing of what became of it
     */
    public PacketDecoder decoder(HeadCheck heads, Consumer<EncodedPacket> replies) {
        return new LegacyPacketDecoder(decoding, heads, replies);
    }

    /** @throws io.pocketio.json.CodecException when an argument cannot be written */
    @Override
    public EncodedPacket encode(Packet packet) {
        byte[] endpoint = endpoint(packet.namespace());
        return switch (packet.type()) {
            case EVENT -> event(packet, endpoint);
            case ACK -> acknowledgement(packet, endpoint);
            case CONNECT -> plain(LegacyType.CONNECT, endpoint);
            case CONNECT_ERROR -> refusal(endpoint);
            case DISCONNECT -> plain(LegacyType.DISCONNECT, endpoint);
            case BINARY_EVENT, BINARY_ACK ->
                throw new IllegalArgumentException("Nothing binary has a type of its own: " + packet.type());
        };
    }

    /** Says that a packet has come, and nothing of what became of it. */
    static EncodedPacket receipt(String namespace, long id) {
        byte[] endpoint = endpoint(namespace);
        PacketBuffer buffer = buffer(endpoint);
        buffer.prepend(id);
        buffer.prepend(SEPARATOR);
        return headed(buffer, LegacyType.ACK, Packet.NO_ID, endpoint);
    }

    private static byte[] endpoint(String namespace) {
        return namespace.equals(Packet.MAIN_NAMESPACE) ? ROOT : namespace.getBytes(StandardCharsets.UTF_8);
    }

    private static PacketBuffer buffer(byte[] endpoint) {
        return new PacketBuffer(MAX_HEAD + endpoint.length);
    }

    private static EncodedPacket plain(LegacyType type, byte[] endpoint) {
        return headed(buffer(endpoint), type, Packet.NO_ID, endpoint);
    }

    private static EncodedPacket refusal(byte[] endpoint) {
        PacketBuffer buffer = buffer(endpoint);
        buffer.write(REFUSED);
        buffer.prepend(SEPARATOR);
        return headed(buffer, LegacyType.ERROR, Packet.NO_ID, endpoint);
    }

    /** The packet whose data is in the buffer, with the separator before it if there is any. */
    private static EncodedPacket headed(PacketBuffer buffer, LegacyType type, long askedFor, byte[] endpoint) {
        buffer.prepend(endpoint);
        buffer.prepend(SEPARATOR);
        if (askedFor != Packet.NO_ID) {
            buffer.prepend(PLUS);
            buffer.prepend(askedFor);
        }
        buffer.prepend(SEPARATOR);
        buffer.prepend(type.digit());
        return new EncodedPacket(List.of(buffer.toBareMessage()));
    }

    private EncodedPacket event(Packet packet, byte[] endpoint) {
        String event = Objects.requireNonNull(packet.event(), "an event without a name");
        Arguments arguments = packet.arguments();
        PacketBuffer buffer = buffer(endpoint);
        Attachments attachments = new Attachments();
        if (event.equals(MESSAGE) && arguments.size() == 1) {
            buffer.argument(arguments, 0, jsonCodec, attachments);
            return message(inlined(packet, buffer, attachments, endpoint), packet.id(), endpoint);
        }
        buffer.ascii("{\"name\":");
        buffer.quoted(event);
        if (arguments.size() > 0) {
            buffer.ascii(",\"args\":");
            buffer.array(null, arguments, jsonCodec, attachments);
        }
        buffer.write('}');
        PacketBuffer data = inlined(packet, buffer, attachments, endpoint);
        data.prepend(SEPARATOR);
        return headed(data, LegacyType.EVENT, packet.id(), endpoint);
    }

    /** A JSON string is a text, unless it is one that UTF-8 has no form for. */
    private static EncodedPacket message(PacketBuffer json, long id, byte[] endpoint) {
        if (json.array()[json.start()] == '"') {
            String text = NameCache.unquoted(json.array(), json.start(), json.start() + json.length());
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            if (new String(utf8, StandardCharsets.UTF_8).equals(text)) {
                PacketBuffer plain = buffer(endpoint);
                plain.write(utf8, 0, utf8.length);
                plain.prepend(SEPARATOR);
                return headed(plain, LegacyType.MESSAGE, id, endpoint);
            }
        }
        json.prepend(SEPARATOR);
        return headed(json, LegacyType.JSON, id, endpoint);
    }

    private EncodedPacket acknowledgement(Packet packet, byte[] endpoint) {
        if (packet.arguments().size() == 0) {
            return receipt(packet.namespace(), packet.id());
        }
        PacketBuffer buffer = buffer(endpoint);
        Attachments attachments = new Attachments();
        buffer.array(null, packet.arguments(), jsonCodec, attachments);
        PacketBuffer data = inlined(packet, buffer, attachments, endpoint);
        data.prepend(PLUS);
        data.prepend(packet.id());
        data.prepend(SEPARATOR);
        return headed(data, LegacyType.ACK, Packet.NO_ID, endpoint);
    }

    /** The same JSON with what is binary in it, which these clients know nothing of. */
    private PacketBuffer inlined(Packet packet, PacketBuffer json, Attachments attachments, byte[] endpoint) {
        if (attachments.isEmpty()) {
            return json;
        }
        warn(packet);
        PacketBuffer whole = buffer(endpoint);
        Base64Strings.write(json.array(), json.start(), json.length(), attachments, whole);
        return whole;
    }

    /** Once a minute for each event. */
    private void warn(Packet packet) {
        ClientText event = ClientText.of(packet.event() == null ? "an acknowledgement" : packet.event());
        if (warnings.test(event)) {
            logger.warn(
                    "'{}' is sent with something binary in it to clients of Socket.IO 0.9 or older, which have no form for it"
                            + " (namespace={}): they get strings of base64",
                    event,
                    ClientText.of(packet.namespace()));
        }
    }
}
