package io.pocketio.webflux;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import javax.net.SocketFactory;

/** A WebSocket client without mercy: frame by frame, as wrong as a test wants them. */
public final class RawWebSocket extends RawHttp {

    public static final int CONTINUATION = 0;
    public static final int TEXT = 1;
    public static final int BINARY = 2;
    public static final int CLOSE = 8;
    public static final int PING = 9;
    public static final int PONG = 10;

    public static final int FINAL = 0x80;
    public static final int COMPRESSED = 0x40;

    private static final int MASKED = 0x80;

    /** @param compressed whether its first frame has the bit for it */
    public record Message(int opcode, boolean compressed, byte[] data) {

        public String text() {
            return new String(data, StandardCharsets.UTF_8);
        }

        /** The status of a close frame, 1005 for none. */
        public int status() {
            return data.length < 2 ? 1005 : (data[0] & 0xFF) << 8 | data[1] & 0xFF;
        }
    }

    private final Response upgrade;

    public RawWebSocket(int port, String target, String... moreHeaders) throws IOException {
        this(SocketFactory.getDefault(), port, target, moreHeaders);
    }

    public RawWebSocket(SocketFactory sockets, int port, String target, String... moreHeaders) throws IOException {
        super(sockets, port);
        send(request(target, moreHeaders));
        upgrade = readResponse();
    }

    public static String[] request(String target, String... moreHeaders) {
        String[] lines = new String[6 + moreHeaders.length];
        lines[0] = "GET " + target + " HTTP/1.1";
        lines[1] = "Host: localhost";
        lines[2] = "Upgrade: websocket";
        lines[3] = "Connection: Upgrade";
        lines[4] = "Sec-WebSocket-Version: 13";
        lines[5] = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==";
        System.arraycopy(moreHeaders, 0, lines, 6, moreHeaders.length);
        return lines;
    }

    public Response upgrade() {
        return upgrade;
    }

    public void sendText(int opcode, String text) throws IOException {
        sendFrame(FINAL | opcode, text.getBytes(StandardCharsets.UTF_8));
    }

    public void sendWhole(int opcode, byte[] data) throws IOException {
        sendFrame(FINAL | opcode, data);
    }

    public void sendFragment(int opcode, byte[] data) throws IOException {
        sendFrame(opcode, data);
    }

    /** A close frame, without status for 1005. */
    public void sendClose(int status) throws IOException {
        sendWhole(CLOSE, status == 1005 ? new byte[0] : new byte[] {(byte) (status >> 8), (byte) status});
    }

    public void sendFrame(int first, byte[] data) throws IOException {
        sendBytes(frame(first, data));
    }

    public void sendBytes(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    /** A final frame's bytes. */
    public static byte[] whole(int opcode, String text) throws IOException {
        return frame(FINAL | opcode, text.getBytes(StandardCharsets.UTF_8));
    }

    public static byte[] frame(int first, byte[] data) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeByte(first);
        if (data.length < 126) {
            out.writeByte(MASKED | data.length);
        } else if (data.length < 65536) {
            out.writeByte(MASKED | 126);
            out.writeShort(data.length);
        } else {
            out.writeByte(MASKED | 127);
            out.writeLong(data.length);
        }
        byte[] mask = {1, 2, 3, 4};
        out.write(mask);
        byte[] masked = new byte[data.length];
        for (int i = 0; i < data.length; i++) {
            masked[i] = (byte) (data[i] ^ mask[i & 3]);
        }
        out.write(masked);
        return bytes.toByteArray();
    }

    /** The next message, its fragments put together. */
    public Message read() throws IOException {
        DataInputStream data = new DataInputStream(in);
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        int opcode = -1;
        boolean compressed = false;
        boolean last = false;
        while (!last) {
            int first = data.readUnsignedByte();
            last = (first & FINAL) != 0;
            compressed |= opcode < 0 && (first & COMPRESSED) != 0;
            opcode = opcode < 0 ? first & 0x0F : opcode;
            long length = data.readUnsignedByte();
            if (length == 126) {
                length = data.readUnsignedShort();
            } else if (length == 127) {
                length = data.readLong();
            }
            message.write(in.readNBytes((int) length));
        }
        return new Message(opcode, compressed, message.toByteArray());
    }

    /** Skips messages until the server's close frame. */
    public Message readClose() throws IOException {
        Message message = read();
        while (message.opcode() != CLOSE) {
            message = read();
        }
        return message;
    }
}
