package io.pocketio.webflux;

import io.netty.buffer.ByteBuf;
import io.pocketio.engine.packet.Frame;

/**
 * The wire form of what a server sends: unfragmented, unmasked.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6455#section-5.2">RFC 6455, base framing protocol</a>
 */
final class WebSocketFrames {

    /** The most that comes before the data of a frame. */
    static final int MAX_HEADER = 10;

    private static final int FINAL = 0x80;
    private static final int TEXT = 0x1;
    private static final int BINARY = 0x2;
    private static final int CLOSE = 0x8;
    private static final int PONG = 0xA;

    private static final int LENGTH_IN_16_BITS = 126;
    private static final int LENGTH_IN_64_BITS = 127;

    private WebSocketFrames() {}

    static void write(Frame frame, ByteBuf out) {
        header(frame.isBinary() ? BINARY : TEXT, frame.length(), out);
        out.writeBytes(frame.array(), frame.offset(), frame.length());
    }

    static void writePong(ByteBuf data, ByteBuf out) {
        header(PONG, data.readableBytes(), out);
        out.writeBytes(data);
    }

    /** @param status 1005, which is never on the wire, for a frame without a status */
    static void writeClose(int status, ByteBuf out) {
        if (status == NO_STATUS) {
            header(CLOSE, 0, out);
        } else {
            header(CLOSE, Short.BYTES, out);
            out.writeShort(status);
        }
    }

    /** What a client reports when the close frame brought no status. */
    static final int NO_STATUS = 1005;

    private static void header(int opcode, int length, ByteBuf out) {
        out.writeByte(FINAL | opcode);
        if (length < LENGTH_IN_16_BITS) {
            out.writeByte(length);
        } else if (length <= 0xFFFF) {
            out.writeByte(LENGTH_IN_16_BITS).writeShort(length);
        } else {
            out.writeByte(LENGTH_IN_64_BITS).writeLong(length);
        }
    }
}
