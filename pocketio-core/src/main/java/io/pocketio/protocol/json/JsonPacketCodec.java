package io.pocketio.protocol.json;

import io.pocketio.engine.packet.EnginePacket;
import io.pocketio.json.Attachments;
import io.pocketio.json.CodecException;
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
import io.pocketio.protocol.PacketType;
import io.pocketio.protocol.SocketIo2PacketCodec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Packets as text with JSON in it, the usual way. Thread-safe.
 *
 * @since 0.1
 * @see <a href="https://socket.io/docs/v4/socket-io-protocol/#packet-encoding">Socket.IO protocol, packet encoding</a>
 */
public final class JsonPacketCodec implements PacketCodec {

    /** As in the reference server, and in its client. */
    public static final int DEFAULT_MAX_ATTACHMENTS = 10;

    static final byte ATTACHMENTS_END = '-';
    static final byte NAMESPACE_END = ',';

    /** Packet type, number of attachments with its dash, id; the namespace comes on top of it. */
    private static final int MAX_HEAD = 1 + PacketBuffer.MAX_DIGITS + 1 + PacketBuffer.MAX_DIGITS;

    private static final byte[] ROOT = {};

    private static final Logger logger = LoggerFactory.getLogger(JsonPacketCodec.class);

    private final JsonCodec jsonCodec;
    private final OncePerMinute warnings = new OncePerMinute(System::nanoTime);
    private final JsonPacketDecoder.Settings decoding;

    public JsonPacketCodec(JsonCodec jsonCodec) {
        this(jsonCodec, DEFAULT_MAX_ATTACHMENTS, DEFAULT_MAX_NESTING_DEPTH);
    }

    /**
     * @param maxAttachments that one packet from a client may have
     * @param maxNestingDepth how many arrays and objects around each other a packet from a client may have; the array of the
     *     arguments counts
     */
    public JsonPacketCodec(JsonCodec jsonCodec, int maxAttachments, int maxNestingDepth) {
        if (maxAttachments < 0) {
            throw new IllegalArgumentException("maxAttachments is negative: " + maxAttachments);
        }
        if (maxNestingDepth < 1) {
            throw new IllegalArgumentException("maxNestingDepth leaves no room for arguments: " + maxNestingDepth);
        }
        this.jsonCodec = jsonCodec;
        this.decoding = new JsonPacketDecoder.Settings(jsonCodec, new NameCache(), maxAttachments, maxNestingDepth);
    }

    @Override
    public PacketDecoder decoder() {
        return decoder((type, namespace) -> true);
    }

    @Override
    public PacketDecoder decoder(HeadCheck heads) {
        return new JsonPacketDecoder(decoding, heads);
    }

    @Override
    public PacketCodec forSocketIo2() {
        return new SocketIo2PacketCodec(this);
    }

    /**
     * @throws CodecException when an argument cannot be written, or when there is something binary in the data of a
     *     {@link Packet.ConnectRefusal}: such a packet has no attachments
     */
    @Override
    public EncodedPacket encode(Packet packet) {
        byte[] namespace = namespace(packet);
        PacketBuffer buffer = new PacketBuffer(MAX_HEAD + namespace.length);
        Attachments attachments = new Attachments();
        PacketType type = packet.type();
        switch (type) {
            case EVENT, ACK -> buffer.array(packet.event(), packet.arguments(), jsonCodec, attachments);
            case CONNECT -> writeReply(packet.arguments(), buffer);
            case CONNECT_ERROR -> writeRefusal(packet.arguments(), buffer, attachments);
            case DISCONNECT -> {}
            case BINARY_EVENT, BINARY_ACK -> throw new IllegalArgumentException("The codec decides on " + type);
        }
        if (attachments.isEmpty()) {
            return new EncodedPacket(List.of(headed(buffer, type, 0, namespace, packet.id())));
        }
        if (attachments.size() > DEFAULT_MAX_ATTACHMENTS) {
            warn(packet, attachments.size());
        }
        PacketType binary = type == PacketType.EVENT ? PacketType.BINARY_EVENT : PacketType.BINARY_ACK;
        return withAttachments(headed(buffer, binary, attachments.size(), namespace, packet.id()), attachments);
    }

    private static byte[] namespace(Packet packet) {
        String namespace = packet.namespace();
        return namespace.equals(Packet.MAIN_NAMESPACE)
                ? ROOT
                : (namespace + (char) NAMESPACE_END).getBytes(StandardCharsets.UTF_8);
    }

    private static EnginePacket headed(
            PacketBuffer buffer, PacketType type, int attachments, byte[] namespace, long id) {
        if (id != Packet.NO_ID) {
            buffer.prepend(id);
        }
        buffer.prepend(namespace);
        if (attachments > 0) {
            buffer.prepend(ATTACHMENTS_END);
            buffer.prepend((long) attachments);
        }
        buffer.prepend(type.digit());
        return buffer.toMessage();
    }

    /** Once a minute for each event. */
    private void warn(Packet packet, int attachments) {
        ClientText event = ClientText.of(packet.event() == null ? "an acknowledgement" : packet.event());
        if (warnings.test(event)) {
            logger.warn(
                    "'{}' is sent with {} attachments (namespace={}): a client in JavaScript takes no more than {} unless it was told"
                            + " to, and drops its connection with 'parse error'. Put binary values together, or use MessagePack",
                    event,
                    attachments,
                    ClientText.of(packet.namespace()),
                    DEFAULT_MAX_ATTACHMENTS);
        }
    }

    private static EncodedPacket withAttachments(EnginePacket text, Attachments attachments) {
        List<EnginePacket> packets = new ArrayList<>(1 + attachments.size());
        packets.add(text);
        for (byte[] attachment : attachments.asList()) {
            packets.add(EnginePacket.message(attachment));
        }
        return new EncodedPacket(packets);
    }

    private static void writeReply(Arguments data, PacketBuffer buffer) {
        if (data.size() == 0) {
            return; // to an older client
        }
        Packet.ConnectReply reply = Objects.requireNonNull(data.get(0, Packet.ConnectReply.class));
        buffer.ascii("{\"sid\":");
        buffer.quoted(reply.sid());
        String pid = reply.pid();
        if (pid != null) {
            buffer.ascii(",\"pid\":");
            buffer.quoted(pid);
        }
        buffer.write('}');
    }

    private void writeRefusal(Arguments data, PacketBuffer buffer, Attachments attachments) {
        Object told = data.get(0, Object.class);
        if (told instanceof Packet.ConnectRefusal refusal) {
            buffer.ascii("{\"message\":");
            buffer.quoted(refusal.message());
            if (refusal.data() != null) {
                buffer.ascii(",\"data\":");
                writeValue(refusal.data(), buffer, attachments);
            }
            buffer.write('}');
        } else if (told instanceof String message) { // to an older client, as what follows
            buffer.quoted(message);
        } else {
            writeValue(told, buffer, attachments);
        }
    }

    private void writeValue(@Nullable Object data, PacketBuffer buffer, Attachments attachments) {
        jsonCodec.write(data, buffer, attachments);
        if (!attachments.isEmpty()) {
            throw new CodecException("The data of a refused connection cannot hold anything binary");
        }
    }
}
