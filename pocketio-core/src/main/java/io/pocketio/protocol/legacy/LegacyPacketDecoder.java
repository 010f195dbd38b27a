package io.pocketio.protocol.legacy;

import io.pocketio.engine.packet.Frame;
import io.pocketio.json.Attachments;
import io.pocketio.json.JsonCodec;
import io.pocketio.protocol.Arguments;
import io.pocketio.protocol.EncodedPacket;
import io.pocketio.protocol.HeadCheck;
import io.pocketio.protocol.JsonArguments;
import io.pocketio.protocol.JsonScanner;
import io.pocketio.protocol.MalformedPacketException;
import io.pocketio.protocol.NameCache;
import io.pocketio.protocol.Packet;
import io.pocketio.protocol.PacketDecoder;
import io.pocketio.protocol.PacketType;
import io.pocketio.protocol.ReservedEvents;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads packets as the reference server of their time does: what makes no sense is ignored. Only what is nested too deeply is an
 * offence.
 */
final class LegacyPacketDecoder implements PacketDecoder {

    /** Never added to. */
    private static final Attachments NO_ATTACHMENTS = new Attachments();

    private static final byte QUERY_START = '?';

    private final Settings settings;
    private final HeadCheck heads;
    private final Consumer<EncodedPacket> replies;

    LegacyPacketDecoder(Settings settings, HeadCheck heads, Consumer<EncodedPacket> replies) {
        this.settings = settings;
        this.heads = heads;
        this.replies = replies;
    }

    /** What the decoders of all connections have in common. */
    record Settings(JsonCodec jsonCodec, NameCache names, int maxNestingDepth) {}

    @Override
    public Packet decode(Frame message) {
        LegacyType type =
                message.isBinary() || message.length() == 0 ? null : LegacyType.of(message.array()[message.offset()]);
        return type == null ? Packet.NOTHING : new Text(type, message).decode();
    }

    /** One message, read from its beginning to its end. */
    private final class Text {

        private final LegacyType type;
        private final byte[] text;
        private final int to;
        private int at;

        /** Of the acknowledgement that the client waits for. */
        private long id = Packet.NO_ID;

        /** Whether it is for the application to acknowledge. */
        private boolean asksApplication;

        private String namespace = Packet.MAIN_NAMESPACE;

        Text(LegacyType type, Frame message) {
            this.type = type;
            text = message.array();
            at = message.offset() + 1;
            to = message.offset() + message.length();
        }

        Packet decode() {
            if (!readId()) {
                return Packet.NOTHING;
            }
            return switch (type) {
                case CONNECT -> connect();
                case DISCONNECT -> readEndpoint() && mayLeave() ? Packet.disconnect(namespace) : Packet.NOTHING;
                case MESSAGE, JSON, EVENT ->
                    readEndpoint() && heads.allows(PacketType.EVENT, namespace) ? event() : Packet.NOTHING;
                case ACK ->
                    readEndpoint() && heads.allows(PacketType.ACK, namespace) ? acknowledgement() : Packet.NOTHING;
                case HEARTBEAT, ERROR, NOOP -> Packet.NOTHING;
            };
        }

        /** Reads up to the endpoint. What names nothing but an endpoint may end before. */
        private boolean readId() {
            boolean mayEnd = type == LegacyType.CONNECT || type == LegacyType.DISCONNECT;
            if (at == to) {
                return mayEnd;
            }
            if (text[at++] != LegacyPacketCodec.SEPARATOR) {
                return false;
            }
            id = number();
            if (at < to && text[at] == LegacyPacketCodec.PLUS) {
                asksApplication = true;
                at++;
            }
            return at == to ? mayEnd : text[at++] == LegacyPacketCodec.SEPARATOR;
        }

        /** A run of digits, if there is one. One that means more than an id can be is none. */
        private long number() {
            int first = at;
            long number = 0;
            while (at < to && text[at] >= '0' && text[at] <= '9') {
                number = number > Packet.MAX_ID ? number : 10 * number + text[at] - '0';
                at++;
            }
            return at == first || number > Packet.MAX_ID ? Packet.NO_ID : number;
        }

        /** Reads up to the data. {@code false} when the endpoint is no namespace. */
        private boolean readEndpoint() {
            int first = at;
            while (at < to && text[at] != LegacyPacketCodec.SEPARATOR) {
                at++;
            }
            return isNamespace(first, at++);
        }

        private boolean isNamespace(int first, int end) {
            if (first == end) {
                return true;
            }
            namespace = settings.names().get(text, first, end);
            return text[first] == Packet.NAMESPACE_START;
        }

        /** The query is behind the endpoint, at once or as data, as both are in use. */
        private Packet connect() {
            int first = at;
            while (at < to && text[at] != LegacyPacketCodec.SEPARATOR && text[at] != QUERY_START) {
                at++;
            }
            if (!isNamespace(first, at)) {
                return Packet.NOTHING;
            }
            while (at < to && (text[at] == LegacyPacketCodec.SEPARATOR || text[at] == QUERY_START)) {
                at++;
            }
            String query = new String(text, at, to - at, StandardCharsets.UTF_8);
            String whole = query.isEmpty() ? namespace : namespace + (char) QUERY_START + query;
            return new Packet(PacketType.CONNECT, whole, Packet.NO_ID, null, Packet.NO_ARGUMENTS);
        }

        /** The main namespace may be left before it is joined: that ends the connection. */
        private boolean mayLeave() {
            return namespace.equals(Packet.MAIN_NAMESPACE) || heads.allows(PacketType.DISCONNECT, namespace);
        }

        private Packet event() {
            if (id != Packet.NO_ID && !asksApplication) {
                replies.accept(LegacyPacketCodec.receipt(namespace, id));
                id = Packet.NO_ID;
            }
            return type == LegacyType.MESSAGE ? message() : type == LegacyType.JSON ? json() : named();
        }

        private Packet message() {
            int start = Math.min(at, to);
            String data = new String(text, start, to - start, StandardCharsets.UTF_8);
            int weight = Character.BYTES * (to - start);
            return event(LegacyPacketCodec.MESSAGE, Arguments.ofDecoded(settings.jsonCodec(), weight, data));
        }

        private Packet json() {
            int end = value(settings.maxNestingDepth() - 1);
            return end < 0 ? Packet.NOTHING : event(LegacyPacketCodec.MESSAGE, arguments(new int[] {1, at, end}));
        }

        private Packet named() {
            int end = value(settings.maxNestingDepth() + 1);
            if (end < 0 || text[at] != '{') {
                return Packet.NOTHING;
            }
            int[] members = JsonScanner.members(text, at, end, "name", "args");
            String name = name(members[0], members[1]);
            return name == null ? Packet.NOTHING : event(name, arguments(members[2], members[3]));
        }

        /** {@code null} for what names no event that a client may send. A number names one, as in the reference server. */
        private @Nullable String name(int start, int end) {
            byte first = start == end ? 0 : text[start];
            if (first == '"') {
                String name = settings.names().getQuoted(text, start, end);
                return ReservedEvents.contains(name) ? null : name;
            }
            return first == '-' || first >= '0' && first <= '9'
                    ? settings.names().get(text, start, end)
                    : null;
        }

        /** As in the reference server a value that is no array is the one argument, and {@code null} is none. */
        private Arguments arguments(int start, int end) {
            if (start == end || text[start] == 'n') {
                return Packet.NO_ARGUMENTS;
            }
            return arguments(text[start] == '[' ? elements(start, end) : new int[] {1, start, end});
        }

        private int[] elements(int start, int end) {
            return Objects.requireNonNull(JsonScanner.elements(text, start, end, settings.maxNestingDepth()));
        }

        private Arguments arguments(int[] bounds) {
            return new JsonArguments(settings.jsonCodec(), text, bounds, 0, NO_ATTACHMENTS);
        }

        private Packet event(String name, Arguments arguments) {
            return Packet.event(namespace, id, name, arguments);
        }

        private Packet acknowledgement() {
            long acknowledged = number();
            if (acknowledged == Packet.NO_ID) {
                return Packet.NOTHING;
            }
            boolean hasArguments = at < to && text[at++] == LegacyPacketCodec.PLUS && at < to;
            if (!hasArguments) {
                return Packet.ack(namespace, acknowledged, Packet.NO_ARGUMENTS);
            }
            int end = value(settings.maxNestingDepth());
            return end < 0 || text[at] != '['
                    ? Packet.NOTHING
                    : Packet.ack(namespace, acknowledged, arguments(elements(at, end)));
        }

        /** Moves to the JSON value that the data is, and gives the position behind it; negative when it is none. */
        private int value(int maxDepth) {
            while (at < to && isSpace(text[at])) {
                at++;
            }
            int end = at < to ? JsonScanner.end(text, at, to, maxDepth) : JsonScanner.INVALID;
            if (end == JsonScanner.TOO_DEEP) {
                throw new MalformedPacketException("nested too deeply");
            }
            return end;
        }
    }

    private static boolean isSpace(byte b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }
}
