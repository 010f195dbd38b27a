package io.pocketio.websocket;

import io.netty.buffer.ByteBuf;
import io.pocketio.engine.packet.Frame;

/**
 * The numbers of the WebSocket protocol, and the wire form of what a server sends: unfragmented, unmasked.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6455#section-5.2">RFC 6455, base framing protocol</a>
 */
public final class WebSocketFrames {

    /** The most that comes before the data of a frame. */
    public static final int MAX_HEADER = 10;

    /** What stands for the status of a close frame without one; never on the wire. */
    public static final int NO_STATUS = 1005;

    static final int FINAL = 0x80;

    /** The reserved bit of a message that is compressed; in its first frame only. */
    public static final int COMPRESSED = 0x40;

    static final int RESERVED = 0x70;
    static final int CONTINUATION = 0x0;
    static final int TEXT = 0x1;
    static final int BINARY = 0x2;
    static final int CLOSE = 0x8;
    static final int PING = 0x9;
    static final int PONG = 0xA;

    static final int LENGTH_IN_16_BITS = 126;
    static final int LENGTH_IN_64_BITS = 127;

    private WebSocketFrames() {}

    static boolean isControl(int opcode) {
        return opcode >= CLOSE;
    }

    public static void write(Frame frame, int reservedBits, ByteBuf out) {
        header(reservedBits | (frame.isBinary() ? BINARY : TEXT), frame.length(), out);
        out.writeBytes(frame.array(), frame.offset(), frame.length());
    }

    public static void writePong(byte[] data, ByteBuf out) {
        header(PONG, data.length, out);
        out.writeBytes(data);
    }

    public static void writeClose(int status, ByteBuf out) {
        if (status == NO_STATUS) {
            header(CLOSE, 0, out);
        } else {
            header(CLOSE, Short.BYTES, out);
            out.writeShort(status);
        }
    }

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
