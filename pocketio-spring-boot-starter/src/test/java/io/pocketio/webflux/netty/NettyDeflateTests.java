package io.pocketio.webflux.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.web.reactive.function.server.RequestPredicates.all;
import static org.springframework.web.reactive.function.server.RouterFunctions.route;

import io.pocketio.engine.Compression;
import io.pocketio.engine.packet.Frame;
import io.pocketio.webflux.FrameChannelContractTests;
import io.pocketio.webflux.LeakCheck;
import io.pocketio.webflux.RawWebSocket;
import io.pocketio.webflux.RecordingListener;
import io.pocketio.webflux.TestServers;
import io.pocketio.webflux.WebSocketUpgrade;
import io.pocketio.websocket.MessageDeflate;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.zip.Deflater;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.web.server.WebServer;
import reactor.core.publisher.Mono;

/** Compression of WebSocket messages, byte for byte. */
@Timeout(60)
@ExtendWith(LeakCheck.class)
class NettyDeflateTests {

    private static final int LIMIT = 100_000;
    private static final int THRESHOLD = 100;
    private static final String OFFER = "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits";
    private static final String LONG = "4" + "hällo".repeat(100);

    private final BlockingQueue<RecordingListener> accepted = new LinkedBlockingQueue<>();
    private final MessageDeflate deflate = new MessageDeflate();
    private final List<RawWebSocket> clients = new ArrayList<>();
    private WebServer server;
    private RawWebSocket client;
    private RecordingListener listener;

    @BeforeEach
    void connect() throws Exception {
        WebSocketUpgrade upgrade = new NettyBinding().create(LIMIT, new Compression(THRESHOLD));
        server = TestServers.NETTY.start(route(
                all(),
                request -> upgrade.upgrade(request.exchange(), Map.of(), channel -> {
                            RecordingListener recording = new RecordingListener(channel);
                            accepted.add(recording);
                            return recording;
                        })
                        .then(Mono.empty())));
        client = open(OFFER);
        listener = accepted.poll(10, TimeUnit.SECONDS);
    }

    private RawWebSocket open(String... headers) throws IOException {
        RawWebSocket opened = new RawWebSocket(server.getPort(), "/", headers);
        clients.add(opened);
        return opened;
    }

    @AfterEach
    void disconnect() throws IOException {
        for (RawWebSocket one : clients) {
            one.close();
        }
        server.stop();
        deflate.end();
    }

    @Test
    void agreesWithClientsThatOfferIt() throws Exception {
        assertThat(client.upgrade().headers())
                .contains(
                        "sec-websocket-extensions: permessage-deflate; server_no_context_takeover; client_no_context_takeover");
        assertThat(open().upgrade().headers()).noneMatch(header -> header.startsWith("sec-websocket-extensions"));
        assertThat(open("Sec-WebSocket-Extensions: permessage-deflate;")
                        .upgrade()
                        .status())
                .isEqualTo(101);
    }

    @Test
    void compressesWhatIsLongAndMayBe() throws Exception {
        byte[] noise = FrameChannelContractTests.random(1_000);
        Frame text = Frame.text(LONG);
        Frame large = Frame.binary(new byte[50_000]);

        listener.write(text, text, text, large, Frame.text("4short"), text.uncompressed(), Frame.binary(noise));

        for (int i = 0; i < 3; i++) {
            assertCompressed(client.read(), text);
        }
        assertCompressed(client.read(), large);
        assertPlain(client.read(), Frame.text("4short"));
        assertPlain(client.read(), text);
        assertPlain(client.read(), Frame.binary(noise));
    }

    @Test
    void compressesForThoseWhoAgreedAmongOthers() throws Exception {
        RawWebSocket plain = open();
        RecordingListener ofPlain = accepted.poll(10, TimeUnit.SECONDS);
        Frame text = Frame.text(LONG);

        for (int i = 0; i < 3; i++) {
            listener.write(text);
            ofPlain.write(text);
        }

        for (int i = 0; i < 3; i++) {
            assertCompressed(client.read(), text);
            assertPlain(plain.read(), text);
        }
    }

    @Test
    void readsCompressedMessagesAmongOthers() throws Exception {
        client.sendFrame(compressed(RawWebSocket.TEXT), deflated(LONG.getBytes("UTF-8")));
        client.sendText(RawWebSocket.TEXT, "4plain");
        client.sendFrame(compressed(RawWebSocket.BINARY), deflated(new byte[70_000]));
        client.sendFrame(compressed(RawWebSocket.TEXT), new byte[] {0});

        assertThat(listener.nextFrame()).isEqualTo(Frame.text(LONG));
        assertThat(listener.nextFrame()).isEqualTo(Frame.text("4plain"));
        assertThat(listener.nextFrame()).isEqualTo(Frame.binary(new byte[70_000]));
        assertThat(listener.nextFrame()).isEqualTo(Frame.text(""));
    }

    @Test
    void readsCompressedMessagesInFragments() throws Exception {
        byte[] data = deflated(LONG.getBytes("UTF-8"));

        client.sendFrame(RawWebSocket.COMPRESSED | RawWebSocket.TEXT, Arrays.copyOf(data, 5));
        client.sendWhole(RawWebSocket.PING, new byte[] {1});
        client.sendFragment(RawWebSocket.CONTINUATION, new byte[0]);
        client.sendWhole(RawWebSocket.CONTINUATION, Arrays.copyOfRange(data, 5, data.length));
        client.sendFragment(RawWebSocket.TEXT, "4pl".getBytes());
        client.sendWhole(RawWebSocket.CONTINUATION, "ain".getBytes());

        assertThat(listener.nextFrame()).isEqualTo(Frame.text(LONG));
        assertThat(listener.nextFrame()).isEqualTo(Frame.text("4plain"));
    }

    @Test
    void takesExactlyTheLimitEvenWhenCompressionMakesItLonger() throws Exception {
        byte[] noise = FrameChannelContractTests.random(LIMIT);
        assertThat(deflated(noise).length).isGreaterThan(LIMIT);

        client.sendFrame(compressed(RawWebSocket.BINARY), deflated(noise));

        assertThat(listener.nextFrame()).isEqualTo(Frame.binary(noise));
    }

    @Test
    void closesWhenAMessageGrowsAboveTheLimit() throws Exception {
        client.sendFrame(compressed(RawWebSocket.BINARY), deflated(new byte[LIMIT + 1]));

        assertEnded(1009);
    }

    @Test
    void closesWhenCompressedFragmentsAreAboveTheLimit() throws Exception {
        client.sendFrame(RawWebSocket.COMPRESSED | RawWebSocket.BINARY, new byte[LIMIT]);
        client.sendFragment(RawWebSocket.CONTINUATION, new byte[LIMIT / 4]);

        assertEnded(1009);
    }

    @Test
    void closesOnWhatIsNotCompressed() throws Exception {
        client.sendFrame(compressed(RawWebSocket.TEXT), new byte[] {(byte) 0xFF, 1, 2});

        assertEnded(1007);
    }

    @Test
    void closesOnCompressedControlFrames() throws Exception {
        client.sendFrame(compressed(RawWebSocket.PING), new byte[] {0});

        assertEnded(1002);
    }

    @Test
    void closesOnContinuationsThatSayTheyAreCompressed() throws Exception {
        client.sendFrame(RawWebSocket.COMPRESSED | RawWebSocket.TEXT, new byte[] {0});
        client.sendFrame(compressed(RawWebSocket.CONTINUATION), new byte[] {0});

        assertEnded(1002);
    }

    @Test
    void closesOnOtherReservedBits() throws Exception {
        client.sendFrame(compressed(RawWebSocket.TEXT) | 0x20, new byte[] {0});

        assertEnded(1002);
    }

    @Test
    void closesOnCompressedMessagesOfClientsThatDidNotAgree() throws Exception {
        client = open();
        listener = accepted.poll(10, TimeUnit.SECONDS);

        client.sendFrame(compressed(RawWebSocket.TEXT), deflated(LONG.getBytes("UTF-8")));

        assertEnded(1002);
    }

    private void assertEnded(int status) throws IOException {
        assertThat(client.readClose().status()).isEqualTo(status);
        assertThat(listener.awaitEnd().cause()).isNotNull();
        assertThat(listener.frames).isEmpty();
    }

    private void assertCompressed(RawWebSocket.Message message, Frame expected) {
        Frame data = expected.isBinary() ? Frame.binary(message.data()) : Frame.text(message.data());
        assertThat(message.compressed()).isTrue();
        assertThat(message.opcode()).isEqualTo(expected.isBinary() ? RawWebSocket.BINARY : RawWebSocket.TEXT);
        assertThat(deflate.inflate(data, LIMIT)).isEqualTo(expected);
    }

    private static void assertPlain(RawWebSocket.Message message, Frame expected) {
        assertThat(message.compressed()).isFalse();
        assertThat(message.data()).isEqualTo(expected.toByteArray());
    }

    private static int compressed(int opcode) {
        return RawWebSocket.FINAL | RawWebSocket.COMPRESSED | opcode;
    }

    /** As a client compresses it, whether it gets shorter or not. */
    private static byte[] deflated(byte[] data) {
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        deflater.setInput(data);
        byte[] out = new byte[data.length + 1_000];
        int length = deflater.deflate(out, 0, out.length, Deflater.SYNC_FLUSH);
        deflater.end();
        return Arrays.copyOf(out, length - 4);
    }
}
