package io.pocketio.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A WebSocket, frame by frame in the hands of a test. Reads when asked, and only then. Not thread-safe. */
final class RawWebSocket implements Closeable {

    static final int TEXT = 1;
    static final int BINARY = 2;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;

    /** What a client reports for a close frame without a code. */
    static final int NO_CODE = 1005;

    /** What a client reports for an end without a close frame. */
    static final int NO_CLOSE_FRAME = 1006;

    private static final int FINAL = 0x80;
    private static final int MASKED = 0x80;

    private final RawHttp http;
    private final RawResponse handshake;
    private boolean closing;

    private RawWebSocket(RawHttp http, RawResponse handshake) {
        this.http = http;
        this.handshake = handshake;
    }

    static RawWebSocket connect(int port, String target, String... headers) {
        RawHttp http = new RawHttp(port);
        RawResponse response = http.get(target, upgradeHeaders(headers));
        assertThat(response.status()).as(response.text()).isEqualTo(101);
        assertThat(response.header("sec-websocket-accept")).isEqualTo("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
        return new RawWebSocket(http, response);
    }

    /** The answer to an upgrade that is refused. */
    static RawResponse refused(int port, String target, String... headers) {
        return RawHttp.once(port, "GET", target, upgradeHeaders(headers));
    }

    private static String[] upgradeHeaders(String... more) {
        String[] headers = Arrays.copyOf(more, more.length + 4);
        headers[more.length] = "Connection: Upgrade";
        headers[more.length + 1] = "Upgrade: websocket";
        headers[more.length + 2] = "Sec-WebSocket-Version: 13";
        headers[more.length + 3] = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==";
        return headers;
    }

    RawResponse handshake() {
        return handshake;
    }

    void send(String... texts) {
        for (String text : texts) {
            frame(FINAL | TEXT, text.getBytes(StandardCharsets.UTF_8));
        }
    }

    void send(byte[] binary) {
        frame(FINAL | BINARY, binary);
    }

    /** A message in pieces. */
    void sendFragments(int opcode, byte[]... fragments) {
        for (int i = 0; i < fragments.length; i++) {
            int last = i == fragments.length - 1 ? FINAL : 0;
            frame(last | (i == 0 ? opcode : 0), fragments[i]);
        }
    }

    void frame(int firstByte, byte[] payload) {
        closing |= (firstByte & 0x0f) == CLOSE;
        ByteBuffer frame = ByteBuffer.allocate(14 + payload.length);
        frame.put((byte) firstByte);
        if (payload.length < 126) {
            frame.put((byte) (MASKED | payload.length));
        } else if (payload.length < 1 << 16) {
            frame.put((byte) (MASKED | 126)).putShort((short) payload.length);
        } else {
            frame.put((byte) (MASKED | 127)).putLong(payload.length);
        }
        byte[] mask = {0x12, 0x34, 0x56, 0x78};
        frame.put(mask);
        for (int i = 0; i < payload.length; i++) {
            frame.put((byte) (payload[i] ^ mask[i & 3]));
        }
        raw(Arrays.copyOf(frame.array(), frame.position()));
    }

    void raw(byte[] bytes) {
        http.write(bytes);
    }

    /** The next message or close; answers pings of the WebSocket layer on the way. */
    Message receive() {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        int opcode = 0;
        try {
            while (true) {
                byte[] head = http.exactly(2);
                byte[] payload = http.exactly(length(head[1] & 0x7f));
                int type = head[0] & 0x0f;
                if (type == PING) {
                    frame(FINAL | PONG, payload);
                } else if (type == PONG || type == CLOSE) {
                    return new Message(type, payload);
                } else {
                    opcode = type == 0 ? opcode : type;
                    whole.writeBytes(payload);
                    if ((head[0] & FINAL) != 0) {
                        return new Message(opcode, whole.toByteArray());
                    }
                }
            }
        } catch (java.io.EOFException | SocketException gone) {
            return new Message(CLOSE, new byte[] {NO_CLOSE_FRAME >> 8, (byte) NO_CLOSE_FRAME});
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private int length(int shortLength) throws IOException {
        return switch (shortLength) {
            case 126 -> ByteBuffer.wrap(http.exactly(2)).getShort() & 0xffff;
            case 127 -> (int) ByteBuffer.wrap(http.exactly(8)).getLong();
            default -> shortLength;
        };
    }

    void expect(String... texts) {
        for (String text : texts) {
            assertThat(receive().describe()).isEqualTo(text);
        }
    }

    void expect(byte[] binary) {
        Message message = receive();
        assertThat(message.opcode()).as(message.describe()).isEqualTo(BINARY);
        assertThat(message.payload()).isEqualTo(binary);
    }

    /** That nothing but a close frame with this code comes, and then the end. */
    void expectClose(int code) {
        assertThat(receive().describe()).isEqualTo("close " + code);
        if (code != NO_CLOSE_FRAME) {
            if (!closing) {
                frame(FINAL | CLOSE, new byte[0]);
            }
            assertThat(http.isClosedByServer()).as("connection closed").isTrue();
        }
        close();
    }

    void reset() {
        http.reset();
    }

    @Override
    public void close() {
        http.close();
    }

    /** A message, a pong, or a close. */
    record Message(int opcode, byte[] payload) {

        int closeCode() {
            return payload.length < 2 ? NO_CODE : ByteBuffer.wrap(payload).getShort() & 0xffff;
        }

        /** Text as it is; anything else by its kind. */
        String describe() {
            return switch (opcode) {
                case TEXT -> new String(payload, StandardCharsets.UTF_8);
                case BINARY -> "binary " + Arrays.toString(payload);
                case CLOSE -> "close " + closeCode();
                default -> "frame of type " + opcode;
            };
        }
    }
}
