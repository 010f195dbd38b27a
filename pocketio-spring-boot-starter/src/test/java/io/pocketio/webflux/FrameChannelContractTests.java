package io.pocketio.webflux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.springframework.web.reactive.function.server.RequestPredicates.all;
import static org.springframework.web.reactive.function.server.RouterFunctions.route;

import io.pocketio.engine.packet.Frame;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.web.server.WebServer;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** What each {@link io.pocketio.engine.FrameChannel} does, whatever server is below. */
@Timeout(60)
public abstract class FrameChannelContractTests {

    protected static final int LIMIT = 100_000;

    /** What is to happen at once: servers wait 5 seconds for the answer to a close frame. */
    protected static final Duration LESS_THAN_A_CLOSE = Duration.ofSeconds(4);

    private final BlockingQueue<RecordingListener> accepted = new LinkedBlockingQueue<>();
    private final Map<String, List<String>> upgradeHeaders = new HashMap<>();
    private WebServer server;
    protected RawWebSocket client;
    protected RecordingListener listener;

    protected abstract TestServers server();

    /** What a client reports when the server has closed the channel. */
    protected abstract int statusOfServersClose();

    /** Whether the server below says if a connection has been reset, or has ended. */
    protected boolean tellsResetFromEnd() {
        return true;
    }

    @BeforeEach
    void connect() throws Exception {
        upgradeHeaders.put("Set-Cookie", List.of("io=abc; Path=/"));
        WebSocketUpgrade upgrade = WebSocketBindings.ofServerInUse(LIMIT, null);
        server = server().start(route(
                all(),
                request -> upgrade.upgrade(request.exchange(), upgradeHeaders, channel -> {
                            RecordingListener recording = new RecordingListener(channel);
                            accepted.add(recording);
                            return recording;
                        })
                        .then(Mono.empty())));
        client = new RawWebSocket(server.getPort(), "/");
        listener = nextAccepted();
    }

    protected int port() {
        return server.getPort();
    }

    protected RecordingListener nextAccepted() throws InterruptedException {
        RecordingListener next = accepted.poll(10, TimeUnit.SECONDS);
        assertThat(next).isNotNull();
        return next;
    }

    @AfterEach
    void disconnect() throws IOException {
        client.close();
        await().until(() -> !listener.ends.isEmpty());
        server.stop();
        assertThat(listener.ends).hasSize(1);
        assertThat(listener.callsOutsideLane).isEmpty();
    }

    @Test
    void sendsHeadersWithTheUpgrade() {
        assertThat(client.upgrade().status()).isEqualTo(101);
        assertThat(client.upgrade().headers()).contains("set-cookie: io=abc; Path=/");
    }

    @Test
    void handsOnTextAndBinaryInOrder() throws Exception {
        client.sendText(RawWebSocket.TEXT, "4höher");
        client.sendWhole(RawWebSocket.BINARY, new byte[] {1, 2, 3});
        client.sendText(RawWebSocket.TEXT, "4zwei");

        assertThat(listener.nextFrame()).isEqualTo(Frame.text("4höher"));
        assertThat(listener.nextFrame()).isEqualTo(Frame.binary(new byte[] {1, 2, 3}));
        assertThat(listener.nextFrame()).isEqualTo(Frame.text("4zwei"));
    }

    @Test
    void writesTextAndBinaryInOrder() throws Exception {
        listener.write(Frame.text("4höher"), Frame.binary(new byte[] {1, 2, 3}), Frame.text("4zwei"));

        assertMessage(RawWebSocket.TEXT, Frame.text("4höher"));
        assertMessage(RawWebSocket.BINARY, Frame.binary(new byte[] {1, 2, 3}));
        assertMessage(RawWebSocket.TEXT, Frame.text("4zwei"));
    }

    @Test
    void writesPartOfAnArray() throws Exception {
        listener.write(Frame.binary(new byte[] {1, 2, 3, 4}, 1, 2));

        assertMessage(RawWebSocket.BINARY, Frame.binary(new byte[] {2, 3}));
    }

    @Test
    void writesFramesOfAllHeaderSizes() throws Exception {
        int[] lengths = {1, 125, 126, 4095, 4096, 16 * 1024, 65_535, 65_536, 1_000_000};

        listener.channel.lane().execute(() -> {
            for (int length : lengths) {
                listener.channel.write(Frame.binary(random(length)));
            }
            listener.channel.flush();
        });

        for (int length : lengths) {
            assertMessage(RawWebSocket.BINARY, Frame.binary(random(length)));
        }
    }

    @Test
    void writesOneFrameSeveralTimes() throws Exception {
        Frame small = Frame.text("4small");
        Frame large = Frame.binary(random(50_000));

        listener.write(small, small, small, large, large, small, small);

        for (Frame frame : new Frame[] {small, small, small, large, large, small, small}) {
            assertMessage(frame.isBinary() ? RawWebSocket.BINARY : RawWebSocket.TEXT, frame);
        }
    }

    @Test
    void takesMessageOfExactlyTheLimit() throws Exception {
        client.sendWhole(RawWebSocket.BINARY, random(LIMIT));
        client.sendText(RawWebSocket.TEXT, "x".repeat(LIMIT));

        assertThat(listener.nextFrame()).isEqualTo(Frame.binary(random(LIMIT)));
        assertThat(listener.nextFrame()).isEqualTo(Frame.text("x".repeat(LIMIT)));
    }

    @Test
    void takesFragmentsOfExactlyTheLimit() throws Exception {
        byte[] data = random(LIMIT);

        client.sendFragment(RawWebSocket.BINARY, Arrays.copyOf(data, 1));
        client.sendWhole(RawWebSocket.PING, new byte[] {9});
        client.sendFragment(RawWebSocket.CONTINUATION, Arrays.copyOfRange(data, 1, 40_000));
        client.sendWhole(RawWebSocket.CONTINUATION, Arrays.copyOfRange(data, 40_000, LIMIT));
        client.sendText(RawWebSocket.TEXT, "behind");

        assertThat(listener.nextFrame()).isEqualTo(Frame.binary(data));
        assertThat(listener.nextFrame()).isEqualTo(Frame.text("behind"));
    }

    @Test
    void closesAboveTheLimit() throws Exception {
        client.sendWhole(RawWebSocket.BINARY, random(LIMIT + 1));

        assertThat(client.readClose().status()).isEqualTo(1009);
        assertThat(listener.awaitEnd().cause()).isNotNull();
        assertThat(listener.frames).isEmpty();
    }

    @Test
    void closesWhenTextOfManyBytesIsAboveTheLimit() throws Exception {
        client.sendText(RawWebSocket.TEXT, "€".repeat(LIMIT / 3 + 1));

        assertThat(client.readClose().status()).isEqualTo(1009);
        assertThat(listener.awaitEnd().cause()).isNotNull();
        assertThat(listener.frames).isEmpty();
    }

    @Test
    void closesWhenFragmentsAreAboveTheLimit() throws Exception {
        client.sendFragment(RawWebSocket.TEXT, "x".repeat(LIMIT).getBytes());
        client.sendWhole(RawWebSocket.CONTINUATION, new byte[] {'x'});

        assertThat(client.readClose().status()).isEqualTo(1009);
        assertThat(listener.awaitEnd().cause()).isNotNull();
        assertThat(listener.frames).isEmpty();
    }

    @Test
    void closesOnTextThatIsNotUtf8() throws Exception {
        client.sendWhole(RawWebSocket.TEXT, new byte[] {'4', (byte) 0xFF});

        assertThat(client.readClose().status()).isEqualTo(1007);
        assertThat(listener.awaitEnd().cause()).isNotNull();
        assertThat(listener.frames).isEmpty();
    }

    @Test
    void answersPing() throws Exception {
        client.sendWhole(RawWebSocket.PING, new byte[] {7, 8});

        assertMessage(RawWebSocket.PONG, Frame.binary(new byte[] {7, 8}));
    }

    @Test
    void ignoresPong() throws Exception {
        client.sendWhole(RawWebSocket.PONG, new byte[] {7, 8});
        client.sendText(RawWebSocket.TEXT, "behind");

        assertThat(listener.nextFrame()).isEqualTo(Frame.text("behind"));
    }

    @Test
    void answersCloseOfThePeer() throws Exception {
        client.sendText(RawWebSocket.TEXT, "last");
        client.sendClose(1000);

        assertThat(listener.awaitEnd().cause()).isNull();
        assertThat(listener.nextFrame()).isEqualTo(Frame.text("last"));
        assertThat(client.read().status()).isEqualTo(1000);
        assertThat(client.isAtEnd()).isTrue();
    }

    @Test
    void sendsWhatIsPendingBeforeItCloses() throws Exception {
        listener.channel.lane().execute(() -> {
            listener.channel.write(Frame.text("last"));
            listener.channel.close();
            listener.channel.write(Frame.text("too late"));
            listener.channel.flush();
            listener.channel.close();
        });

        assertMessage(RawWebSocket.TEXT, Frame.text("last"));
        assertThat(client.read().status()).isEqualTo(statusOfServersClose());
        client.sendText(RawWebSocket.TEXT, "too late");
        client.sendClose(1005);
        assertThat(listener.awaitEnd().cause()).isNull();
        assertThat(client.isAtEnd()).isTrue();
        assertThat(listener.frames).isEmpty();
    }

    @Test
    @Timeout(5) // sooner than servers give up waiting
    void readsTheAnswerOfWhoHasSentTooMuch() throws Exception {
        client.sendWhole(RawWebSocket.BINARY, random(LIMIT + 1));

        assertEndsWhenTheClientAnswersTheClose();
    }

    @Test
    @Timeout(5)
    void readsTheAnswerBehindMessagesThatWereHeldBack() throws Exception {
        listener.onFrame = frame -> listener.channel.setReading(false);
        client.sendText(RawWebSocket.TEXT, "handled");
        client.sendText(RawWebSocket.TEXT, "held back");
        listener.nextFrame();

        listener.channel.close();

        assertEndsWhenTheClientAnswersTheClose();
        assertThat(listener.frames).isEmpty();
    }

    @Test
    @Timeout(5)
    void readsTheAnswerBehindMessageThatWaitedForTheLane() throws Exception {
        listener.channel.lane().execute(() -> {
            sendText("too late");
            await().during(Duration.ofMillis(100)).until(listener.frames::isEmpty); // the server has read it
            listener.channel.close();
        });

        assertEndsWhenTheClientAnswersTheClose();
        assertThat(listener.frames).isEmpty();
    }

    private void sendText(String text) {
        try {
            client.sendText(RawWebSocket.TEXT, text);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void assertEndsWhenTheClientAnswersTheClose() throws IOException {
        client.readClose();
        try {
            client.sendText(RawWebSocket.TEXT, "on its way");
            client.sendClose(1005);
            assertThat(client.isAtEnd()).isTrue();
        } catch (SocketException ended) {
            // Jetty does not wait for the answer of who has sent too much
        }
    }

    @Test
    void closesFromAnyThread() throws Exception {
        listener.channel.close();

        assertThat(client.read().status()).isEqualTo(statusOfServersClose());
        client.sendClose(1005);
        assertThat(listener.awaitEnd().cause()).isNull();
    }

    @Test
    void noticesResetOnce() throws Exception {
        client.sendText(RawWebSocket.TEXT, "before");
        listener.nextFrame();

        client.reset();

        assertThat(listener.awaitEnd().cause() != null).isEqualTo(tellsResetFromEnd());
        listener.write(Frame.text("into the void"));
        await().during(Duration.ofMillis(100)).until(() -> listener.ends.size() == 1);
    }

    @Test
    void noticesEndOfConnectionWithoutCloseFrame() throws Exception {
        client.close();

        assertThat(listener.awaitEnd().cause()).isNull();
    }

    @Test
    void closesOnFrameWithoutMask() throws Exception {
        client.sendBytes(new byte[] {(byte) 0x81, 1, 'x'});

        assertThat(client.readClose().status()).isEqualTo(1002);
        assertThat(listener.awaitEnd().cause()).isNotNull();
        assertThat(listener.frames).isEmpty();
    }

    @Test
    void closesOnReservedBits() throws Exception {
        client.sendFragment(0x80 | 0x40 | RawWebSocket.TEXT, new byte[] {'x'});

        assertThat(client.readClose().status()).isEqualTo(1002);
        assertThat(listener.awaitEnd().cause()).isNotNull();
        assertThat(listener.frames).isEmpty();
    }

    @Test
    void keepsOrderOfWritesFromAnotherThread() throws Exception {
        for (int i = 0; i < 2_000; i++) {
            listener.write(Frame.text("4" + i));
        }

        for (int i = 0; i < 2_000; i++) {
            assertThat(client.read().text()).isEqualTo("4" + i);
        }
    }

    @Test
    void answersEachMessageOfBurst() throws Exception {
        listener.onFrame = frame -> {
            listener.channel.write(frame);
            listener.channel.flush();
        };
        StringBuilder burst = new StringBuilder();
        for (int i = 0; i < 500; i++) {
            burst.append(new String(RawWebSocket.whole(RawWebSocket.TEXT, "4" + i), "ISO-8859-1"));
        }

        client.sendText(burst.toString());

        for (int i = 0; i < 500; i++) {
            assertThat(client.read().text()).isEqualTo("4" + i);
        }
    }

    @Test
    void isNotWritableWhileTheClientDoesNotRead() throws Exception {
        byte[] data = random(60_000);
        int written = 0;
        while (becomesWritable()) {
            assertThat(++written).as("writes until unwritable").isLessThan(2_000);
            listener.write(Frame.binary(data));
        }
        int callsBefore = listener.writableCalls.get();
        assertThat(listener.channel.pendingBytes()).isPositive();

        for (int i = 0; i < written; i++) {
            assertThat(client.read().data()).isEqualTo(data);
        }

        await().until(() -> listener.writableCalls.get() == callsBefore + 1);
        assertThat(listener.channel.isWritable()).isTrue();
    }

    @Test
    void tellsOfWhatTheClientLeavesAndThatItHasBeenTaken() throws Exception {
        byte[] data = random(60_000);
        listener.write(Frame.binary(data));
        assertThat(client.read().data()).isEqualTo(data);

        int written = 0;
        while (listener.backlogCalls.get() == 0 || listener.channel.pendingBytes() < 200_000) {
            assertThat(++written).as("writes").isLessThan(2_000);
            listener.write(Frame.binary(data));
            await().until(() -> listener.channel.isWritable() || listener.backlogCalls.get() > 0);
        }
        int callsBefore = listener.backlogCalls.get();
        for (int i = 0; i < written; i++) {
            client.read();
        }

        await().until(() -> listener.channel.pendingBytes() == 0);
        await().until(() -> listener.backlogCalls.get() > callsBefore);
    }

    @Test
    void forgetsAtOnceWhatTheClientHasNotReadWhenItIsGivenUp() throws Exception {
        byte[] data = random(60_000);
        for (int i = 0; listener.channel.pendingBytes() < 200_000; i++) {
            assertThat(i).as("writes").isLessThan(2_000);
            listener.write(Frame.binary(data));
            await().until(() -> listener.channel.isWritable() || listener.backlogCalls.get() > 0);
        }

        listener.channel.abort();

        await().atMost(LESS_THAN_A_CLOSE).until(() -> listener.channel.pendingBytes() == 0);
        client.close();
        assertThat(listener.awaitEnd().cause()).isNull();
        assertThat(listener.ends).hasSize(1);
    }

    /** For long enough that a busy machine would have sent what it can. */
    private boolean becomesWritable() {
        try {
            await().pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(5))
                    .atMost(Duration.ofSeconds(2))
                    .until(listener.channel::isWritable);
            return true;
        } catch (ConditionTimeoutException stuck) {
            return false;
        }
    }

    @Test
    void stopsReadingAndResumesInOrder() throws Exception {
        listener.onFrame = frame -> {
            if (frame.asText().equals("3")) {
                listener.channel.setReading(false);
            }
        };
        StringBuilder burst = new StringBuilder();
        for (int i = 0; i < 1_000; i++) {
            burst.append(new String(RawWebSocket.whole(RawWebSocket.TEXT, "" + i), "ISO-8859-1"));
        }
        client.sendText(burst.toString());
        await().until(() -> listener.frames.size() == 4);
        client.sendText(RawWebSocket.TEXT, "1000");
        await().during(Duration.ofMillis(200)).until(() -> listener.frames.size() == 4);

        listener.channel.lane().execute(() -> listener.channel.setReading(true));

        for (int i = 0; i <= 1_000; i++) {
            assertThat(listener.nextFrame().asText()).isEqualTo("" + i);
        }
    }

    @Test
    void stopsAndResumesAtEachMessage() throws Exception {
        listener.onFrame = frame -> {
            listener.channel.setReading(false);
            Schedulers.parallel()
                    .schedule(() -> listener.channel.lane().execute(() -> listener.channel.setReading(true)));
        };
        for (int i = 0; i < 100; i++) {
            client.sendText(RawWebSocket.TEXT, "" + i);
        }

        for (int i = 0; i < 100; i++) {
            assertThat(listener.nextFrame().asText()).isEqualTo("" + i);
        }
    }

    @Test
    void holdsClientBackWhileNotReading() throws Exception {
        CountDownLatch stopped = new CountDownLatch(1);
        listener.channel.lane().execute(() -> {
            listener.channel.setReading(false);
            stopped.countDown();
        });
        assertThat(stopped.await(10, TimeUnit.SECONDS)).isTrue();
        byte[] data = random(LIMIT);
        Thread sender = new Thread(() -> {
            try {
                for (int i = 0; i < 200; i++) {
                    client.sendWhole(RawWebSocket.BINARY, data);
                }
            } catch (IOException closed) {
                // the test is over
            }
        });
        sender.start();
        await().until(() -> sender.getState() == Thread.State.RUNNABLE && listener.frames.size() <= 1);
        await().during(Duration.ofMillis(300)).until(() -> sender.isAlive() && listener.frames.size() <= 1);

        listener.channel.lane().execute(() -> listener.channel.setReading(true));

        for (int i = 0; i < 200; i++) {
            assertThat(listener.nextFrame().length()).isEqualTo(LIMIT);
        }
        sender.join();
    }

    private void assertMessage(int opcode, Frame expected) throws IOException {
        RawWebSocket.Message message = client.read();
        assertThat(message.opcode()).isEqualTo(opcode);
        assertThat(message.data()).isEqualTo(expected.toByteArray());
    }

    public static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }
}
