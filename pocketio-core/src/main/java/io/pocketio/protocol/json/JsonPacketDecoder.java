package io.pocketio.protocol.json;

import io.pocketio.engine.packet.Frame;
import io.pocketio.json.Attachments;
import io.pocketio.json.JsonCodec;
import io.pocketio.json.Placeholders;
import io.pocketio.protocol.Arguments;
import io.pocketio.protocol.HeadCheck;
import io.pocketio.protocol.JsonArguments;
import io.pocketio.protocol.JsonScanner;
import io.pocketio.protocol.MalformedPacketException;
import io.pocketio.protocol.NameCache;
import io.pocketio.protocol.Packet;
import io.pocketio.protocol.PacketDecoder;
import io.pocketio.protocol.PacketType;
import io.pocketio.protocol.ReservedEvents;
import org.jspecify.annotations.Nullable;

/** Reads packets as strictly as the reference does, and its whims not at all: a number is made of digits. */
final class JsonPacketDecoder implements PacketDecoder {

    /** Never added to. */
    private static final Attachments NO_ATTACHMENTS = new Attachments();

    private final Settings settings;
    private final HeadCheck heads;

    /** What waits for its attachments. */
    private @Nullable Pending pending;

    JsonPacketDecoder(Settings settings, HeadCheck heads) {
        this.settings = settings;
        this.heads = heads;
    }

    /** What the decoders of all connections have in common. */
    record Settings(JsonCodec jsonCodec, NameCache names, int maxAttachments, int maxNestingDepth) {}

    private record Pending(Packet packet, Attachments attachments, int awaited) {}

    @Override
    public @Nullable Packet decode(Frame message) {
        if (message.isBinary()) {
            return decodeAttachment(message);
        }
        if (pending != null) {
            throw new MalformedPacketException("got plaintext data when reconstructing a packet");
        }
        return new Head(message).decode();
    }

    private @Nullable Packet decodeAttachment(Frame message) {
        Pending waiting = pending;
        if (waiting == null) {
            throw new MalformedPacketException("got binary data when not reconstructing a packet");
        }
        boolean whole = message.length() == message.array().length;
        waiting.attachments().add(whole ? message.array() : message.toByteArray());
        if (waiting.attachments().size() < waiting.awaited()) {
            return null;
        }
        pending = null;
        return waiting.packet();
    }

    private static MalformedPacketException invalidPayload() {
        return new MalformedPacketException("invalid payload");
    }

    /** One text message, read from its beginning to its end. */
    private final class Head {

        private final byte[] text;
        private final int to;
        private int at;

        Head(Frame message) {
            text = message.array();
            at = message.offset();
            to = at + message.length();
        }

        @Nullable
        Packet decode() {
            PacketType type = type();
            int awaited = type == PacketType.BINARY_EVENT || type == PacketType.BINARY_ACK ? attachments() : 0;
            String namespace = namespace();
            if (!heads.allows(type.plain(), namespace)) {
                throw new MalformedPacketException("invalid state (packet type: " + type + ")");
            }
            long id = id();
            Attachments attachments = awaited == 0 ? NO_ATTACHMENTS : new Attachments();
            Packet packet = switch (type) {
                case EVENT, BINARY_EVENT -> event(namespace, id, attachments, awaited);
                case ACK, BINARY_ACK -> Packet.ack(namespace, id, acknowledged(attachments, awaited));
                case CONNECT, CONNECT_ERROR, DISCONNECT -> new Packet(type, namespace, Packet.NO_ID, null, data(type));
            };
            if (awaited == 0) {
                return packet;
            }
            pending = new Pending(packet, attachments, awaited);
            return null;
        }

        private PacketType type() {
            PacketType type = at < to ? PacketType.of(text[at]) : null;
            if (type == null) {
                boolean isNumber = at < to && isDigit(text[at]);
                throw new MalformedPacketException("unknown packet type " + (isNumber ? (char) text[at] : "NaN"));
            }
            at++;
            return type;
        }

        private int attachments() {
            int first = at;
            long count = number(settings.maxAttachments());
            if (at == first || at == to || text[at] != JsonPacketCodec.ATTACHMENTS_END || count == 0) {
                throw new MalformedPacketException("Illegal attachments");
            }
            if (count > settings.maxAttachments()) {
                throw new MalformedPacketException("too many attachments");
            }
            at++;
            return (int) count;
        }

        private String namespace() {
            if (at == to || text[at] != Packet.NAMESPACE_START) {
                return Packet.MAIN_NAMESPACE;
            }
            int from = at;
            while (at < to && text[at] != JsonPacketCodec.NAMESPACE_END) {
                at++;
            }
            String namespace = settings.names().get(text, from, at);
            if (at < to) {
                at++;
            }
            return namespace;
        }

        private long id() {
            int first = at;
            long id = number(Packet.MAX_ID);
            if (id > Packet.MAX_ID) {
                throw new MalformedPacketException("illegal id");
            }
            return at == first ? Packet.NO_ID : id;
        }

        /** A run of digits, maybe none; any number above {@code max} when the run means more than that. */
        private long number(long max) {
            long number = 0;
            while (at < to && isDigit(text[at])) {
                number = number > max ? number : 10 * number + text[at] - '0';
                at++;
            }
            return number;
        }

        private Packet event(String namespace, long id, Attachments attachments, int awaited) {
            if (at == to) {
                return new Packet(PacketType.EVENT, namespace, id, null, Packet.NO_ARGUMENTS);
            }
            int[] bounds = elements(awaited);
            if (bounds[0] == 0) {
                throw invalidPayload();
            }
            String name = name(bounds[1], bounds[2]);
            return Packet.event(
                    namespace, id, name, new JsonArguments(settings.jsonCodec(), text, bounds, 1, attachments));
        }

        private Arguments acknowledged(Attachments attachments, int awaited) {
            return at == to
                    ? Packet.NO_ARGUMENTS
                    : new JsonArguments(settings.jsonCodec(), text, elements(awaited), 0, attachments);
        }

        private int[] elements(int awaited) {
            int from = at;
            int[] bounds = text[from] == '[' ? JsonScanner.elements(text, from, to, settings.maxNestingDepth()) : null;
            if (bounds == null) {
                throw invalidPayload();
            }
            if (awaited > 0) {
                check(bounds, awaited);
            }
            return bounds;
        }

        private void check(int[] bounds, int awaited) {
            int placeholders = 0;
            for (int i = 0; i < bounds[0]; i++) {
                int start = bounds[2 * i + 1];
                if (text[start] == '{' || text[start] == '[') {
                    Placeholders found = Placeholders.find(text, start, bounds[2 * i + 2] - start);
                    if (!found.fit(awaited)) {
                        throw new MalformedPacketException("illegal attachments");
                    }
                    placeholders += found.size();
                }
            }
            // One attachment may be referred to twice, but not so often that sending it on makes thousands of them.
            if (placeholders > settings.maxAttachments()) {
                throw new MalformedPacketException("too many attachments");
            }
        }

        /** As in the reference an event may be named by a number. */
        private String name(int from, int end) {
            if (text[from] != '"') {
                if (text[from] != '-' && !isDigit(text[from])) {
                    throw invalidPayload();
                }
                return settings.names().get(text, from, end);
            }
            String name = settings.names().getQuoted(text, from, end);
            if (ReservedEvents.contains(name)) {
                throw invalidPayload();
            }
            return name;
        }

        private Arguments data(PacketType type) {
            if (at == to) {
                return Packet.NO_ARGUMENTS;
            }
            boolean fits = type != PacketType.DISCONNECT
                    && (text[at] == '{' || text[at] == '"' && type == PacketType.CONNECT_ERROR);
            int end = fits ? JsonScanner.end(text, at, to, settings.maxNestingDepth()) : JsonScanner.INVALID;
            if (end < 0) {
                throw invalidPayload();
            }
            return new JsonArguments(settings.jsonCodec(), text, new int[] {1, at, end}, 0, NO_ATTACHMENTS);
        }
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }
}
