package io.pocketio.engine.legacy;

import io.pocketio.engine.packet.EnginePacket;
import io.pocketio.engine.packet.Frame;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Several messages in one HTTP body: each behind its length between two marks. A single one stands there as it is. Stateless.
 */
final class LegacyPayloads {

    /** U+FFFD. */
    static final byte[] MARK = {(byte) 0xef, (byte) 0xbf, (byte) 0xbd};

    private LegacyPayloads() {}

    static byte[] encode(List<EnginePacket> packets) {
        if (packets.size() == 1) {
            return packets.get(0).frame().toByteArray();
        }
        ByteArrayOutputStream payload = new ByteArrayOutputStream();
        for (EnginePacket packet : packets) {
            Frame frame = packet.frame();
            payload.writeBytes(MARK);
            payload.writeBytes(Integer.toString(units(frame)).getBytes(StandardCharsets.US_ASCII));
            payload.writeBytes(MARK);
            payload.write(frame.array(), frame.offset(), frame.length());
        }
        return payload.toByteArray();
    }

    /** Its length as clients count it. */
    private static int units(Frame text) {
        int units = 0;
        for (int i = text.offset(); i < text.offset() + text.length(); i++) {
            units += units(text.array()[i]);
        }
        return units;
    }

    /** UTF-16 units of the character that begins with the byte; none within one. */
    static int units(byte utf8) {
        if ((utf8 & 0xc0) == 0x80) {
            return 0;
        }
        return (utf8 & 0xf8) == 0xf0 ? 2 : 1;
    }
}
