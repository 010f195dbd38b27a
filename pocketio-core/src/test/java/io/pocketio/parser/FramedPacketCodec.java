package io.pocketio.parser;

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
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One binary message for each packet: type, namespace, id and name, then the arguments in JSON and behind them the attachments.
 * What a custom parser looks like that leaves the values to the JSON mapper.
 */
final class FramedPacketCodec implements PacketCodec {

    private static final int MAX_NESTING = 100;

    private final JsonCodec json;

    FramedPacketCodec(JsonCodec json) {
        this.json = json;
    }

    @Override
    public EncodedPacket encode(Packet packet) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            DataOutputStream out = new DataOutputStream(bytes);
            out.writeByte(packet.type().ordinal());
            out.writeUTF(packet.namespace());
            out.writeLong(packet.id());
            out.writeUTF(packet.event() == null ? "" : packet.event());
            writeArguments(packet, out);
        } catch (IOException never) {
            throw new UncheckedIOException(never);
        }
        return new EncodedPacket(List.of(EnginePacket.message(bytes.toByteArray())));
    }

    private void writeArguments(Packet packet, DataOutputStream out) throws IOException {
        Attachments attachments = new Attachments();
        ByteArrayOutputStream array = new ByteArrayOutputStream();
        Arguments arguments = dataOf(packet);
        for (int i = 0; i < arguments.size(); i++) {
            array.write(i == 0 ? '[' : ',');
            arguments.write(i, json, array, attachments);
        }
        array.writeBytes((arguments.size() == 0 ? "[]" : "]").getBytes());
        writeBytes(array.toByteArray(), out);
        out.writeInt(attachments.size());
        for (byte[] attachment : attachments.asList()) {
            writeBytes(attachment, out);
        }
    }

    /** Replies and refusals are no values for the application's mapper: their names are the protocol's. */
    private static Arguments dataOf(Packet packet) {
        return switch (packet.type()) {
            case CONNECT -> {
                Packet.ConnectReply reply =
                        Objects.requireNonNull(packet.arguments().get(0, Packet.ConnectReply.class));
                yield Arguments.of(members("sid", reply.sid(), "pid", reply.pid()));
            }
            case CONNECT_ERROR -> {
                Packet.ConnectRefusal refusal =
                        Objects.requireNonNull(packet.arguments().get(0, Packet.ConnectRefusal.class));
                yield Arguments.of(members("message", refusal.message(), "data", refusal.data()));
            }
            case EVENT, ACK, DISCONNECT, BINARY_EVENT, BINARY_ACK -> packet.arguments();
        };
    }

    private static Object members(String first, Object value, String second, @Nullable Object other) {
        return other == null ? Map.of(first, value) : Map.of(first, value, second, other);
    }

    private static void writeBytes(byte[] bytes, DataOutputStream out) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    @Override
    public PacketDecoder decoder() {
        return this::decode;
    }

    private Packet decode(Frame message) {
        try (DataInputStream in =
                new DataInputStream(new ByteArrayInputStream(message.array(), message.offset(), message.length()))) {
            int number = in.readUnsignedByte();
            PacketType type = number < PacketType.BINARY_EVENT.ordinal() ? PacketType.values()[number] : null;
            String namespace = in.readUTF();
            long id = in.readLong();
            String event = in.readUTF();
            if (type == null || ReservedEvents.contains(event)) {
                throw new MalformedPacketException("no packet");
            }
            return new Packet(type, namespace, id, type == PacketType.EVENT ? event : null, readArguments(in));
        } catch (IOException malformed) {
            throw new MalformedPacketException("cut off");
        }
    }

    private Arguments readArguments(DataInputStream in) throws IOException {
        byte[] array = readBytes(in);
        Attachments attachments = new Attachments();
        for (int left = in.readInt(); left > 0; left--) {
            attachments.add(readBytes(in));
        }
        return Arguments.ofJson(json, array, attachments, MAX_NESTING);
    }

    private static byte[] readBytes(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > in.available()) {
            throw new MalformedPacketException("more than there is");
        }
        return in.readNBytes(length);
    }
}
