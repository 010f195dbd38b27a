package io.pocketio.engine.packet;

import java.nio.charset.StandardCharsets;

/**
 * Finds out whether a client of Engine.IO 3 encodes the text that it posts twice, and takes the second encoding off. Clients of
 * Socket.IO 1 do so where they post text, and the first of them over WebSocket, too: to them each byte of the UTF-8 is a
 * character, which the HTTP client, or the WebSocket, encodes once more.
 *
 * <p>Their requests look like those of Socket.IO 2, so a packet is taken for encoded twice when it may be: it has no character above
 * U+00FF, and its characters taken for bytes are UTF-8 and not ASCII alone. What says something by itself hardly ever is like that, and a
 * client that has once sent a packet that may not be, or has ended the name of a namespace with a comma, as clients of Socket.IO 2 do,
 * is not suspected again. Confined to the session's lane.
 */
public final class TwiceEncoded {

    private static final byte COMMA = ',';

    private boolean ruledOut;

    /** The packet as its client means it. */
    public EnginePacket decodeOnceMore(EnginePacket packet) {
        Frame frame = packet.frame();
        if (ruledOut || frame.isBinary()) {
            return packet;
        }
        if (frame.isAscii()) {
            ruledOut = namesWithComma(frame);
            return packet;
        }
        byte[] once = characters(frame);
        if (once.length == 0 || !Utf8.isValid(once, 0, once.length)) {
            ruledOut = true;
            return packet;
        }
        return EnginePacket.ofText(packet.type(), once);
    }

    /** A CONNECT or a DISCONNECT: in Socket.IO 1 nothing stands behind the name. */
    private static boolean namesWithComma(Frame frame) {
        int at = frame.offset();
        byte[] text = frame.array();
        return frame.length() > 3
                && text[at] == EnginePacketType.MESSAGE.digit()
                && (text[at + 1] == '0' || text[at + 1] == '1')
                && text[at + 2] == '/'
                && text[at + frame.length() - 1] == COMMA;
    }

    /** Of one byte each; none when there is one that has more. */
    private static byte[] characters(Frame frame) {
        String text = frame.asText();
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 0xff) {
                return new byte[0];
            }
        }
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
