package io.pocketio.protocol;

import io.pocketio.engine.packet.Frame;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.function.Function;

/**
 * An event with an offset as its last argument, which is known only when the event's place among others is. So the work, with what
 * it calls of the application, is done first, and the offset filled in last, at a cost that bears a lock. For one event and one
 * thread.
 *
 * @since 0.1
 */
public final class OffsetPacket {

    /** Characters of an offset, all of them ASCII. */
    public static final int LENGTH = 12;

    private static final int NOT_FOUND = -1;

    /** What stands where the offset will be. Nobody outside sees it, so nobody can put it into an argument. */
    private static final String PLACE = place();

    private static final byte[] PLACE_BYTES = PLACE.getBytes(StandardCharsets.US_ASCII);

    private final Function<Packet, EncodedPacket> encoder;
    private final Packet event;
    private final EncodedPacket encoded;

    private OffsetPacket(Function<Packet, EncodedPacket> encoder, Packet event) {
        this.encoder = encoder;
        this.event = event;
        this.encoded = encoder.apply(with(PLACE));
    }

    private static String place() {
        byte[] random = new byte[LENGTH / 4 * 3];
        new SecureRandom().nextBytes(random);
        return Base64.getUrlEncoder().encodeToString(random);
    }

    /** @throws RuntimeException of the encoder, when an argument cannot be written */
    public static OffsetPacket encode(Packet event, Function<Packet, EncodedPacket> encoder) {
        return new OffsetPacket(encoder, event);
    }

    /**
     * The packet with this offset. Called once.
     *
     * @throws IllegalArgumentException when the offset is of another length
     */
    public EncodedPacket fill(String offset) {
        if (offset.length() != LENGTH) {
            throw new IllegalArgumentException("An offset has " + LENGTH + " characters, not " + offset.length());
        }
        Frame head = encoded.packets().get(0).frame();
        int at = lastIndexOf(PLACE_BYTES, head);
        if (at == NOT_FOUND) {
            // a codec that does not write strings as they are
            return encoder.apply(with(offset));
        }
        byte[] bytes = head.array();
        for (int i = 0; i < LENGTH; i++) {
            bytes[at + i] = (byte) offset.charAt(i);
        }
        return encoded;
    }

    private Packet with(String offset) {
        return event.with(event.arguments().append(offset));
    }

    /** From the end: that is where the last argument is, as a rule. */
    private static int lastIndexOf(byte[] wanted, Frame frame) {
        byte[] bytes = frame.array();
        for (int at = frame.offset() + frame.length() - wanted.length; at >= frame.offset(); at--) {
            int i = 0;
            while (i < wanted.length && bytes[at + i] == wanted[i]) {
                i++;
            }
            if (i == wanted.length) {
                return at;
            }
        }
        return NOT_FOUND;
    }
}
