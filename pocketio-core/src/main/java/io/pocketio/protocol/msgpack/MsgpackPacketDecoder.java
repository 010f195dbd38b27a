package io.pocketio.protocol.msgpack;

import io.pocketio.engine.packet.Frame;
import io.pocketio.json.JsonCodec;
import io.pocketio.msgpack.MsgpackReader;
import io.pocketio.protocol.Arguments;
import io.pocketio.protocol.MalformedPacketException;
import io.pocketio.protocol.NameCache;
import io.pocketio.protocol.Packet;
import io.pocketio.protocol.PacketDecoder;
import io.pocketio.protocol.PacketType;
import io.pocketio.protocol.ReservedEvents;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.msgpack.core.MessageFormat;
import org.msgpack.core.MessagePackException;
import org.msgpack.value.ValueType;

/**
 * Reads one packet of each message. What the packet has to be is checked as for packets in JSON, which is more than the reference
 * does: there the name of an event may be anything.
 */
final class MsgpackPacketDecoder implements PacketDecoder {

    private final JsonCodec jsonCodec;
    private final NameCache names;
    private final int maxNestingDepth;

    MsgpackPacketDecoder(JsonCodec jsonCodec, NameCache names, int maxNestingDepth) {
        this.jsonCodec = jsonCodec;
        this.names = names;
        this.maxNestingDepth = maxNestingDepth;
    }

    @Override
    public Packet decode(Frame message) {
        if (!message.isBinary()) {
            throw new MalformedPacketException("got plaintext data instead of a packet");
        }
        try {
            return new Message(message).decode();
        } catch (IOException | MessagePackException malformed) {
            throw new MalformedPacketException("no MessagePack");
        }
    }

    private static MalformedPacketException invalidPayload() {
        return new MalformedPacketException("invalid payload");
    }

    /** One message, read from its beginning to its end: the members of a packet come in any order. */
    private final class Message {

        private final byte[] bytes;
        private final MsgpackReader reader;
        private @Nullable PacketType type;
        private @Nullable String namespace;
        private long id = Packet.NO_ID;

        /** Of the data as a whole, or of its elements if it is an array; {@code null} when there is none. */
        private int @Nullable [] bounds;

        private @Nullable ValueType dataType;

        Message(Frame message) {
            bytes = message.array();
            reader = new MsgpackReader(bytes, message.offset(), message.length());
        }

        Packet decode() throws IOException {
            for (int members = reader.map(); members > 0; members--) {
                member();
            }
            if (!reader.isAtEnd()) {
                throw new MalformedPacketException("trailing bytes");
            }
            return packet();
        }

        private void member() throws IOException {
            if (reader.next().getValueType() != ValueType.STRING) {
                reader.skip(1);
                reader.skip(maxNestingDepth);
                return;
            }
            String name = names.get(bytes, reader.text(), reader.at());
            switch (name) {
                case "type" -> type = once(type, type());
                case "nsp" -> namespace = once(namespace, namespace());
                case "id" -> id();
                case "data" -> data();
                // JavaScript clients send the options of an event along
                default -> reader.skip(maxNestingDepth);
            }
        }

        /** Two readers could choose differently among members of one name. */
        private static <T> T once(@Nullable T before, T now) {
            if (before != null) {
                throw invalidPayload();
            }
            return now;
        }

        private PacketType type() throws IOException {
            long number = isInteger() ? reader.integer() : -1;
            PacketType found = PacketType.plain(number);
            if (found == null) {
                throw new MalformedPacketException("invalid packet type");
            }
            return found;
        }

        private boolean isInteger() throws IOException {
            return reader.next().getValueType() == ValueType.INTEGER;
        }

        private String namespace() throws IOException {
            boolean isString = reader.next().getValueType() == ValueType.STRING;
            int start = isString ? reader.text() : -1;
            if (!isString || start == reader.at() || bytes[start] != Packet.NAMESPACE_START) {
                throw new MalformedPacketException("invalid namespace");
            }
            return names.get(bytes, start, reader.at());
        }

        private void id() throws IOException {
            if (reader.isNextUndefined()) {
                reader.skip(1);
                return;
            }
            long number = isInteger() && id == Packet.NO_ID ? reader.integer() : -1;
            if (number < 0 || number > Packet.MAX_ID) {
                throw new MalformedPacketException("invalid packet id");
            }
            id = number;
        }

        private void data() throws IOException {
            if (reader.isNextUndefined()) {
                reader.skip(1);
                return;
            }
            MessageFormat format = reader.next();
            dataType = once(dataType, format.getValueType());
            bounds = dataType == ValueType.ARRAY ? elements() : value();
        }

        private int[] elements() throws IOException {
            int size = reader.array();
            int[] elements = new int[size + 1];
            for (int i = 0; i < size; i++) {
                elements[i] = reader.at();
                reader.skip(maxNestingDepth - 1);
            }
            elements[size] = reader.at();
            return elements;
        }

        private int[] value() throws IOException {
            int start = reader.at();
            reader.skip(maxNestingDepth);
            return new int[] {start, reader.at()};
        }

        private Packet packet() throws IOException {
            if (type == null) {
                throw new MalformedPacketException("invalid packet type");
            }
            if (namespace == null) {
                throw new MalformedPacketException("invalid namespace");
            }
            return switch (type) {
                case EVENT -> event(namespace, array());
                case ACK -> Packet.ack(namespace, id, new MsgpackArguments(jsonCodec, bytes, array(), 0));
                case CONNECT, CONNECT_ERROR, DISCONNECT -> new Packet(type, namespace, Packet.NO_ID, null, data(type));
                case BINARY_EVENT, BINARY_ACK -> throw new IllegalStateException("Not plain: " + type);
            };
        }

        private int[] array() {
            if (bounds == null || dataType != ValueType.ARRAY) {
                throw invalidPayload();
            }
            return bounds;
        }

        private Packet event(String namespace, int[] elements) throws IOException {
            if (elements.length == 1) {
                throw invalidPayload();
            }
            String name = name(elements[0], elements[1]);
            return Packet.event(namespace, id, name, new MsgpackArguments(jsonCodec, bytes, elements, 1));
        }

        /** As in JSON an event may be named by a number. */
        private String name(int from, int to) throws IOException {
            MsgpackReader element = new MsgpackReader(bytes, from, to - from);
            ValueType kind = element.next().getValueType();
            if (kind == ValueType.INTEGER) {
                return Long.toString(element.integer());
            }
            String name = kind == ValueType.STRING ? names.get(bytes, element.text(), to) : null;
            if (name == null || ReservedEvents.contains(name)) {
                throw invalidPayload();
            }
            return name;
        }

        private Arguments data(PacketType type) {
            if (bounds == null) {
                if (type == PacketType.CONNECT_ERROR) {
                    throw invalidPayload();
                }
                return Packet.NO_ARGUMENTS;
            }
            boolean fits = type != PacketType.DISCONNECT
                    && (dataType == ValueType.MAP || dataType == ValueType.STRING && type == PacketType.CONNECT_ERROR);
            if (!fits) {
                throw invalidPayload();
            }
            return new MsgpackArguments(jsonCodec, bytes, bounds, 0);
        }
    }
}
