package io.pocketio.engine.packet;

import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * An Engine.IO packet. Immutable; its wire forms are made once for a broadcast, so that a broadcast offers the same packet to all of its
 * recipients.
 *
 * @since 0.1
 * @see <a href="https://socket.io/docs/v4/engine-io-protocol/#packet-encoding">Engine.IO protocol, packet encoding</a>
 */
public final class EnginePacket {

    /** Before base64 of a binary message. */
    static final byte BASE64_MARK = 'b';

    private static final String PROBE = "probe";

    /** Of the objects that make a packet, beside its bytes. */
    private static final int OVERHEAD = 128;

    private final EnginePacketType type;
    private final Frame frame;

    /** See {@link #isSameForAll}. Looked at for each recipient of a broadcast; a race finds the same twice. */
    private boolean sameForAll;

    /**
     * For all clients that it goes to at about the same time, and not for longer: packets are kept for clients that come back, and would
     * weigh twice then. A race makes it twice, to the same effect.
     */
    private volatile @Nullable Reference<OtherForms> others;

    private EnginePacket(EnginePacketType type, Frame frame) {
        this(type, frame, false);
    }

    private EnginePacket(EnginePacketType type, Frame frame, boolean sameForAll) {
        this.type = type;
        this.frame = frame;
        this.sameForAll = sameForAll;
    }

    public static EnginePacket of(EnginePacketType type) {
        return of(type, "");
    }

    public static EnginePacket of(EnginePacketType type, String data) {
        return new EnginePacket(type, Frame.text((char) type.digit() + data));
    }

    public static EnginePacket message(String text) {
        return of(EnginePacketType.MESSAGE, text);
    }

    /** The array is not copied. */
    public static EnginePacket message(byte[] binary) {
        return new EnginePacket(EnginePacketType.MESSAGE, Frame.binary(binary));
    }

    /**
     * A text message that is encoded already.
     *
     * @param bytes not copied; the byte at {@code offset} is overwritten with the type of a message, behind it comes the
     *     text as UTF-8
     * @param length with the type
     */
    public static EnginePacket encodedMessage(byte[] bytes, int offset, int length) {
        bytes[offset] = EnginePacketType.MESSAGE.digit();
        return new EnginePacket(EnginePacketType.MESSAGE, Frame.text(bytes, offset, length));
    }

    /** @param utf8 with the type, which it is */
    static EnginePacket ofText(EnginePacketType type, byte[] utf8) {
        return new EnginePacket(type, Frame.text(utf8));
    }

    /** What goes to a client of {@link Revision#LEGACY} as it is, without a type. */
    public static EnginePacket bare(EnginePacketType meaning, Frame text) {
        return new EnginePacket(meaning, text, true);
    }

    /**
     * Reads what a client sent in one WebSocket message, or as one packet of a polling payload.
     *
     * @return {@code null} when it is no packet: empty, of an unknown type, or not UTF-8
     */
    public static @Nullable EnginePacket decode(Frame frame, Revision revision) {
        return switch (revision) {
            case V4 -> decode(frame);
            case V3 -> frame.isBinary() ? decodePrefixed(frame) : decodeOlder(frame);
            case LEGACY -> decodeBare(frame);
        };
    }

    /** As {@link #decode(Frame, Revision)}, of {@link Revision#V4}. */
    public static @Nullable EnginePacket decode(Frame frame) {
        if (frame.isBinary()) {
            return new EnginePacket(EnginePacketType.MESSAGE, frame);
        }
        if (frame.length() == 0) {
            return null;
        }
        byte first = frame.array()[frame.offset()];
        if (first == BASE64_MARK) {
            return decodeBase64(frame.skip(1));
        }
        EnginePacketType type = EnginePacketType.of(first);
        if (type == null || !frame.isUtf8()) {
            return null;
        }
        return new EnginePacket(type, frame);
    }

    private static EnginePacket decodeBase64(Frame text) {
        return message(LenientBase64.decode(text.toByteArray()));
    }

    /** In Engine.IO 3 base64 has the type of the packet ahead. */
    private static @Nullable EnginePacket decodeOlder(Frame text) {
        if (text.length() == 0 || text.array()[text.offset()] != BASE64_MARK) {
            return decode(text);
        }
        boolean isMessage = text.length() > 1 && text.array()[text.offset() + 1] == EnginePacketType.MESSAGE.digit();
        return isMessage ? decodeBase64(text.skip(2)) : null;
    }

    /** In Engine.IO 3 something binary has a type, too: a number, not its digit. */
    private static @Nullable EnginePacket decodePrefixed(Frame frame) {
        boolean isMessage = frame.length() > 0 && frame.array()[frame.offset()] == OtherForms.BINARY_MESSAGE;
        return isMessage ? new EnginePacket(EnginePacketType.MESSAGE, frame.skip(1)) : null;
    }

    /** What means nothing is passed over, as in the reference server of that time. */
    private static @Nullable EnginePacket decodeBare(Frame frame) {
        if (!frame.isBinary() && !frame.isUtf8()) {
            return null;
        }
        return new EnginePacket(BareMessages.meaning(frame), frame);
    }

    public EnginePacketType type() {
        return type;
    }

    /** The packet as a WebSocket message, in its usual form. */
    public Frame frame() {
        return frame;
    }

    /**
     * Whether {@link #frame(Revision, boolean)} is known to be {@link #frame()} for all clients: it is ASCII, and one has asked, or only
     * clients of one revision read it.
     */
    public boolean isSameForAll() {
        return sameForAll;
    }

    /**
     * The packet as a WebSocket message to a client of that revision.
     *
     * @param ascii whether characters beyond ASCII, which are in strings of JSON then, are escaped: the first clients of {@link
     *     Revision#V3} cannot read them
     */
    public Frame frame(Revision revision, boolean ascii) {
        if (frame.isBinary()) {
            return revision == Revision.V3 ? others().prefixed() : frame;
        }
        if (frame.isAscii()) {
            sameForAll = true;
            return frame;
        }
        return ascii ? others().ascii() : frame;
    }

    /** Nearly all text is ASCII. */
    private Frame ascii() {
        return frame.isAscii() ? frame : others().ascii();
    }

    /** Bytes of memory, about: small packets take many times what they are on the wire. */
    public int weight() {
        return OVERHEAD + frame.array().length;
    }

    /** Whether a transport that can compress may do so. */
    public boolean isCompressible() {
        return frame.isCompressible();
    }

    /** The same packet, sharing its bytes, not to be compressed. */
    public EnginePacket uncompressed() {
        return frame.isCompressible() ? new EnginePacket(type, frame.uncompressed(), sameForAll) : this;
    }

    /** What comes behind the type; all of a binary message. */
    public Frame data() {
        return frame.isBinary() ? frame : frame.skip(1);
    }

    /** The message in a packet that {@link #decode(Frame, Revision)} has read. */
    public Frame data(Revision revision) {
        return revision == Revision.LEGACY ? frame : data();
    }

    public boolean isClose() {
        return type == EnginePacketType.CLOSE;
    }

    /** Whether this is the ping, or the pong, that tests a transport before an upgrade. */
    public boolean isProbe() {
        return frame.length() == PROBE.length() + 1 && data().asText().equals(PROBE);
    }

    /** The packet as a part of a polling payload. */
    Frame payloadForm() {
        return frame.isBinary() ? Frame.text(others().base64()) : frame;
    }

    /**
     * The packet as a part of a polling payload of Engine.IO 3 that is text.
     *
     * @param json whether characters beyond ASCII may be escaped
     */
    Frame countedForm(boolean json) {
        if (frame.isBinary()) {
            return others().typedBase64();
        }
        return json ? ascii() : frame;
    }

    /** Length in bytes as a part of a polling payload, known without encoding it. */
    public int payloadLength() {
        return frame.isBinary() ? 1 + (frame.length() + 2) / 3 * 4 : frame.length();
    }

    private OtherForms others() {
        Reference<OtherForms> known = others;
        OtherForms forms = known == null ? null : known.get();
        if (forms == null) {
            forms = new OtherForms(frame);
            others = new WeakReference<>(forms);
        }
        return forms;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EnginePacket that && type == that.type && frame.equals(that.frame);
    }

    @Override
    public int hashCode() {
        return 31 * type.hashCode() + frame.hashCode();
    }

    @Override
    public String toString() {
        return type + " in a " + frame;
    }
}
