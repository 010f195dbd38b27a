package io.pocketio.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.pocketio.engine.packet.Frame;
import io.pocketio.webflux.FrameChannelContractTests;
import io.pocketio.webflux.RawWebSocket;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebSocketFrameReaderTests {

    private static final int LIMIT = 70_000;
    private static final int FINAL = 0x80;

    private final List<Object> read = new ArrayList<>();
    private boolean takesMore = true;
    private final WebSocketFrameReader reader = new WebSocketFrameReader(LIMIT, null, new WebSocketFrameReader.Sink() {
        @Override
        public void message(Frame message) {
            read.add(message);
        }

        @Override
        public void ping(byte[] data) {
            read.add("ping " + data.length);
        }

        @Override
        public void close(int status) {
            read.add("close " + status);
            takesMore = false;
        }

        @Override
        public boolean takesMore() {
            return takesMore;
        }
    });

    /** All kinds of frames and lengths; what is read of them. */
    private static byte[] conversation(List<Object> expected) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int length : new int[] {0, 1, 7, 8, 9, 125, 126, 127, 1_000, 65_535, 65_536, LIMIT}) {
            byte[] data = FrameChannelContractTests.random(length);
            bytes.write(RawWebSocket.frame(FINAL | WebSocketFrames.BINARY, data));
            expected.add(Frame.binary(data));
        }
        bytes.write(RawWebSocket.whole(WebSocketFrames.TEXT, "höher"));
        expected.add(Frame.text("höher"));
        bytes.write(RawWebSocket.frame(WebSocketFrames.TEXT, "a".getBytes()));
        bytes.write(RawWebSocket.frame(WebSocketFrames.CONTINUATION, new byte[0]));
        bytes.write(RawWebSocket.whole(WebSocketFrames.PING, "12345"));
        bytes.write(RawWebSocket.whole(WebSocketFrames.PONG, "12345"));
        bytes.write(RawWebSocket.frame(WebSocketFrames.CONTINUATION, "bcd".getBytes()));
        bytes.write(RawWebSocket.whole(WebSocketFrames.CONTINUATION, "e".repeat(5_000)));
        expected.add("ping 5");
        expected.add(Frame.text("abcd" + "e".repeat(5_000)));
        bytes.write(RawWebSocket.frame(FINAL | WebSocketFrames.CLOSE, new byte[] {0x03, (byte) 0xE9, 'x'}));
        expected.add("close 1001");
        return bytes.toByteArray();
    }

    @Test
    void readsAllAtOnce() throws Exception {
        List<Object> expected = new ArrayList<>();

        reader.read(Unpooled.wrappedBuffer(conversation(expected)));

        assertThat(read).isEqualTo(expected);
    }

    @Test
    void readsByteForByte() throws Exception {
        List<Object> expected = new ArrayList<>();

        for (byte one : conversation(expected)) {
            reader.read(Unpooled.wrappedBuffer(new byte[] {one}));
        }

        assertThat(read).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void readsPiecesOfAnySize(long seed) throws Exception {
        List<Object> expected = new ArrayList<>();
        byte[] bytes = conversation(expected);
        Random random = new Random(seed);

        for (int at = 0; at < bytes.length; ) {
            int to = Math.min(bytes.length, at + 1 + random.nextInt(random.nextBoolean() ? 20 : 50_000));
            ByteBuf piece = Unpooled.directBuffer().writeBytes(bytes, at, to - at);
            reader.read(piece);
            piece.release();
            at = to;
        }

        assertThat(read).isEqualTo(expected);
    }

    @Test
    void stopsWhenTheSinkTakesNoMore() throws Exception {
        ByteBuf bytes = Unpooled.wrappedBuffer(
                RawWebSocket.whole(WebSocketFrames.CLOSE, ""), RawWebSocket.whole(WebSocketFrames.TEXT, "behind"));

        reader.read(bytes);

        assertThat(read).containsExactly("close 1005");
        assertThat(bytes.isReadable()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            text without mask,                   8101 78
            first reserved bit,                  C181 00000000 78
            second reserved bit,                 A181 00000000 78
            third reserved bit,                  9181 00000000 78
            unknown data frame,                  8381 00000000 78
            unknown control frame,               8B80 00000000
            fragmented ping,                     0980 00000000
            long ping,                           89FE 007E 00000000
            close with half a status,            8881 00000000 03
            close with status that is not sent,  8882 00000000 03ED
            close with unknown status,           8882 00000000 03E7
            close with status 5000,              8882 00000000 1388
            close with the largest status,       8882 00000000 FFFF
            continuation of nothing,             8080 00000000
            length of 125 in two bytes,          81FE 007D 00000000
            length of 65535 in eight bytes,      81FF 000000000000FFFF 00000000
            negative length,                     81FF 8000000000000000 00000000
            """)
    void refusesWhatBreaksTheProtocol(String what, String hex) {
        assertThatExceptionOfType(WebSocketViolation.class)
                .isThrownBy(() -> reader.read(bytes(hex)))
                .extracting(WebSocketViolation::status)
                .isEqualTo(1002);
        assertThat(read).isEmpty();
    }

    @Test
    void refusesTextWithinFragments() throws Exception {
        reader.read(Unpooled.wrappedBuffer(RawWebSocket.frame(WebSocketFrames.TEXT, "a".getBytes())));

        assertThatExceptionOfType(WebSocketViolation.class)
                .isThrownBy(() -> reader.read(Unpooled.wrappedBuffer(RawWebSocket.whole(WebSocketFrames.TEXT, "b"))))
                .extracting(WebSocketViolation::status)
                .isEqualTo(1002);
    }

    @ParameterizedTest
    @ValueSource(strings = {"82FF 0000000000011171 00000000", "82FF 7FFFFFFFFFFFFFFF 00000000"})
    void refusesFrameAboveTheLimitByItsHeader(String hex) {
        assertThatExceptionOfType(WebSocketViolation.class)
                .isThrownBy(() -> reader.read(bytes(hex)))
                .extracting(WebSocketViolation::status)
                .isEqualTo(1009);
    }

    @Test
    void refusesFragmentsAboveTheLimitByTheirHeader() throws Exception {
        reader.read(Unpooled.wrappedBuffer(RawWebSocket.frame(WebSocketFrames.BINARY, new byte[LIMIT])));
        reader.read(Unpooled.wrappedBuffer(RawWebSocket.frame(WebSocketFrames.CONTINUATION, new byte[0])));

        assertThatExceptionOfType(WebSocketViolation.class)
                .isThrownBy(() -> reader.read(bytes("8081 00000000")))
                .extracting(WebSocketViolation::status)
                .isEqualTo(1009);
    }

    private static ByteBuf bytes(String hex) {
        return Unpooled.wrappedBuffer(HexFormat.of().parseHex(hex.replace(" ", "")));
    }

    @Test
    void sharesNothingBetweenMessages() throws Exception {
        byte[] twice = RawWebSocket.whole(WebSocketFrames.TEXT, "same");

        reader.read(Unpooled.wrappedBuffer(twice, Arrays.copyOf(twice, twice.length)));

        assertThat(read).hasSize(2);
        assertThat(((Frame) read.get(0)).array()).isNotSameAs(((Frame) read.get(1)).array());
    }

    private void assertInvalidData(byte[]... frames) {
        assertThatExceptionOfType(WebSocketViolation.class)
                .isThrownBy(() -> {
                    for (byte[] frame : frames) {
                        reader.read(Unpooled.wrappedBuffer(frame));
                    }
                })
                .satisfies(violation -> assertThat(violation.status()).isEqualTo(WebSocketViolation.INVALID_DATA));
        assertThat(read).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "34ff", // no UTF-8
                "34c3", // cut off
                "34c080", // not in the shortest form
                "34eda080", // half a surrogate pair
                "34f4908080", // beyond Unicode
                "3461616161616161616161616161616161616161ff"
            })
    void refusesTextThatIsNotUtf8(String hex) throws IOException {
        byte[] bytes = HexFormat.of().parseHex(hex);

        assertInvalidData(RawWebSocket.frame(FINAL | WebSocketFrames.TEXT, bytes));
    }

    @Test
    void refusesFragmentsThatAreNotUtf8() throws IOException {
        assertInvalidData(
                RawWebSocket.frame(WebSocketFrames.TEXT, new byte[] {'4', (byte) 0xC3}),
                RawWebSocket.frame(FINAL | WebSocketFrames.CONTINUATION, new byte[] {'a'}));
    }

    @Test
    void takesCharactersThatAreCutByFragments() throws IOException {
        byte[] text = "4é€😀".getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < text.length; i++) {
            int opcode = i == 0 ? WebSocketFrames.TEXT : WebSocketFrames.CONTINUATION;
            int end = i == text.length - 1 ? FINAL : 0;
            reader.read(Unpooled.wrappedBuffer(RawWebSocket.frame(end | opcode, new byte[] {text[i]})));
        }

        assertThat(read).containsExactly(Frame.text("4é€😀"));
    }

    @Test
    void refusesAReasonForClosingThatIsNotUtf8() throws IOException {
        assertInvalidData(
                RawWebSocket.frame(FINAL | WebSocketFrames.CLOSE, new byte[] {0x03, (byte) 0xE8, 'x', (byte) 0xFF}));
    }

    @Test
    void takesBinaryAndPingsOfAnyBytes() throws IOException {
        reader.read(Unpooled.wrappedBuffer(RawWebSocket.frame(FINAL | WebSocketFrames.PING, new byte[] {(byte) 0xFF})));
        reader.read(
                Unpooled.wrappedBuffer(RawWebSocket.frame(FINAL | WebSocketFrames.BINARY, new byte[] {(byte) 0xFF})));

        assertThat(read).containsExactly("ping 1", Frame.binary(new byte[] {(byte) 0xFF}));
    }
}
