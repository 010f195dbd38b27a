package io.pocketio.engine.packet;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** A packet in other forms than the usual, each made when it is first asked for. Thread-safe: a race makes one twice, to the same effect. */
final class OtherForms {

    /** The type of a message before something binary, in Engine.IO 3. */
    static final byte BINARY_MESSAGE = 4;

    private final Frame frame;
    private volatile byte @Nullable [] base64;
    private volatile @Nullable Frame prefixed;
    private volatile @Nullable Frame typedBase64;
    private volatile @Nullable Frame ascii;

    OtherForms(Frame frame) {
        this.frame = frame;
    }

    /** Something binary as a part of a polling payload, of Engine.IO 4. */
    byte[] base64() {
        byte[] made = base64;
        if (made == null) {
            String text = (char) EnginePacket.BASE64_MARK + Base64.getEncoder().encodeToString(frame.toByteArray());
            made = text.getBytes(ISO_8859_1);
            base64 = made;
        }
        return made;
    }

    /** Something binary as a part of a polling payload, of Engine.IO 3. */
    Frame typedBase64() {
        Frame made = typedBase64;
        if (made == null) {
            String type =
                    new String(new byte[] {EnginePacket.BASE64_MARK, EnginePacketType.MESSAGE.digit()}, ISO_8859_1);
            String text = type + Base64.getEncoder().encodeToString(frame.toByteArray());
            made = Frame.text(text.getBytes(ISO_8859_1));
            typedBase64 = made;
        }
        return made;
    }

    /** JSON with all that is not ASCII escaped, for clients of Socket.IO 1. */
    Frame ascii() {
        Frame made = ascii;
        if (made == null) {
            made = JsonAscii.escape(frame);
            ascii = made;
        }
        return made;
    }

    /** Something binary as a WebSocket message, of Engine.IO 3. */
    Frame prefixed() {
        Frame made = prefixed;
        if (made == null) {
            byte[] bytes = new byte[1 + frame.length()];
            bytes[0] = BINARY_MESSAGE;
            System.arraycopy(frame.array(), frame.offset(), bytes, 1, frame.length());
            made = frame.isCompressible()
                    ? Frame.binary(bytes)
                    : Frame.binary(bytes).uncompressed();
            prefixed = made;
        }
        return made;
    }
}
