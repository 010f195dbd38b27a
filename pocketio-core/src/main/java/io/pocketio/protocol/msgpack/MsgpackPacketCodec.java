package io.pocketio.protocol.msgpack;

import io.pocketio.engine.packet.EnginePacket;
import io.pocketio.json.Attachments;
import io.pocketio.json.CodecException;
import io.pocketio.json.JsonCodec;
import io.pocketio.msgpack.JsonText;
import io.pocketio.msgpack.MsgpackWriter;
import io.pocketio.protocol.Arguments;
import io.pocketio.protocol.EncodedPacket;
import io.pocketio.protocol.HeadCheck;
import io.pocketio.protocol.NameCache;
import io.pocketio.protocol.Packet;
import io.pocketio.protocol.PacketCodec;
import io.pocketio.protocol.PacketDecoder;
import io.pocketio.protocol.SocketIo2PacketCodec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Packets as MessagePack, one binary message each, for clients with {@code socket.io-msgpack-parser}. Arguments pass through the
 * application's JSON mapper all the same, and binary values are no attachments: nothing but the size of a message bounds their
 * number. Thread-safe.
 *
 * @since 0.1
 * @see <a href="https://socket.io/docs/v4/custom-parser/">Socket.IO, custom parser</a>
 */
public final class MsgpackPacketCodec implements PacketCodec {

    private static final String LIBRARY = "org.msgpack.core.MessagePack";

    /** The names of a packet's members, and the numbers among them. */
    private static final int HEAD = 40;

    /** What stands before text or before bytes. */
    private static final int MAX_HEADER = 5;

    private final JsonCodec jsonCodec;
    private final int maxNestingDepth;
    private final NameCache names = new NameCache();

    public MsgpackPacketCodec(JsonCodec jsonCodec) {
        this(jsonCodec, DEFAULT_MAX_NESTING_DEPTH);
    }

    /**
     * @param maxNestingDepth how many arrays and maps around each other the data of a packet from a client may have; the array
     *     of the arguments counts
     * @throws IllegalStateException when the library that reads and writes MessagePack is missing
     */
    public MsgpackPacketCodec(JsonCodec jsonCodec, int maxNestingDepth) {
        if (maxNestingDepth < 1) {
            throw new IllegalArgumentException("maxNestingDepth leaves no room for arguments: " + maxNestingDepth);
        }
        requireLibrary();
        this.jsonCodec = jsonCodec;
        this.maxNestingDepth = maxNestingDepth;
    }

    private static void requireLibrary() {
        try {
            Class.forName(LIBRARY, false, MsgpackPacketCodec.class.getClassLoader());
        } catch (ClassNotFoundException missing) {
            throw new IllegalStateException(
                    "MessagePack needs the dependency org.msgpack:msgpack-core, which is not on the class path",
                    missing);
        }
    }

    @Override
    public PacketDecoder decoder() {
        return new MsgpackPacketDecoder(jsonCodec, names, maxNestingDepth);
    }

    @Override
    public PacketCodec forSocketIo2() {
        return new SocketIo2PacketCodec(this) {
            @Override
            public PacketDecoder decoder(HeadCheck heads) {
                return new MixedPacketDecoder(jsonCodec, super.decoder(heads), maxNestingDepth);
            }
        };
    }

    /** @throws CodecException when an argument cannot be written */
    @Override
    public EncodedPacket encode(Packet packet) {
        try {
            MsgpackWriter out = switch (packet.type()) {
                case EVENT, ACK -> withArguments(packet);
                case CONNECT -> withReply(packet);
                case CONNECT_ERROR -> withRefusal(packet);
                case DISCONNECT -> head(packet, 0, false);
                case BINARY_EVENT, BINARY_ACK ->
                    throw new IllegalArgumentException("There is no " + packet.type() + " in MessagePack");
            };
            if (packet.hasId()) {
                out.string("id").integer(packet.id());
            }
            return new EncodedPacket(List.of(EnginePacket.message(out.toByteArray())));
        } catch (IOException never) {
            throw new UncheckedIOException(never);
        }
    }

    /** All that comes before the data. */
    private static MsgpackWriter head(Packet packet, int length, boolean hasData) throws IOException {
        int room = HEAD + packet.namespace().length() + length;
        return new MsgpackWriter(room)
                .map(2 + (hasData ? 1 : 0) + (packet.hasId() ? 1 : 0))
                .string("type")
                .integer(packet.type().ordinal())
                .string("nsp")
                .string(packet.namespace());
    }

    private MsgpackWriter withArguments(Packet packet) throws IOException {
        if (packet.arguments() instanceof MsgpackArguments received) {
            MsgpackWriter out = array(packet, received.length());
            received.writeRaw(out);
            return out;
        }
        Arguments arguments = packet.arguments();
        JsonText json = new JsonText();
        Attachments attachments = new Attachments();
        int[] ends = new int[arguments.size()];
        for (int i = 0; i < ends.length; i++) {
            arguments.write(i, jsonCodec, json, attachments);
            ends[i] = json.length();
        }
        MsgpackWriter out = array(packet, json.length() + lengthOf(attachments));
        int start = 0;
        for (int end : ends) {
            out.json(json.array(), start, end, attachments);
            start = end;
        }
        return out;
    }

    private static MsgpackWriter array(Packet packet, int length) throws IOException {
        String event = packet.event();
        int name = event == null ? 0 : MAX_HEADER + event.length();
        MsgpackWriter out = head(packet, MAX_HEADER + name + length, true)
                .string("data")
                .array(packet.arguments().size() + (event == null ? 0 : 1));
        return event == null ? out : out.string(event);
    }

    private static int lengthOf(Attachments attachments) {
        int length = 0;
        for (byte[] attachment : attachments.asList()) {
            length += MAX_HEADER + attachment.length;
        }
        return length;
    }

    private static MsgpackWriter withReply(Packet packet) throws IOException {
        if (packet.arguments().size() == 0) {
            return head(packet, 0, false); // to an older client
        }
        Packet.ConnectReply reply = Objects.requireNonNull(packet.arguments().get(0, Packet.ConnectReply.class));
        String pid = reply.pid();
        MsgpackWriter out = head(packet, HEAD + reply.sid().length(), true)
                .string("data")
                .map(pid == null ? 1 : 2)
                .string("sid")
                .string(reply.sid());
        return pid == null ? out : out.string("pid").string(pid);
    }

    private MsgpackWriter withRefusal(Packet packet) throws IOException {
        Object told = packet.arguments().get(0, Object.class);
        if (!(told instanceof Packet.ConnectRefusal refusal)) { // to an older client
            MsgpackWriter out = head(packet, HEAD, true).string("data");
            return told instanceof String message ? out.string(message) : withData(out, told);
        }
        Object data = refusal.data();
        MsgpackWriter out = head(packet, HEAD + refusal.message().length(), true)
                .string("data")
                .map(data == null ? 1 : 2)
                .string("message")
                .string(refusal.message());
        return data == null ? out : withData(out.string("data"), data);
    }

    private MsgpackWriter withData(MsgpackWriter out, @Nullable Object data) throws IOException {
        JsonText json = new JsonText();
        Attachments attachments = new Attachments();
        jsonCodec.write(data, json, attachments);
        return out.json(json.array(), 0, json.length(), attachments);
    }
}
