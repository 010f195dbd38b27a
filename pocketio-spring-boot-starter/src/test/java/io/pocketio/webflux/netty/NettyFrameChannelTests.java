package io.pocketio.webflux.netty;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pocketio.engine.packet.Frame;
import io.pocketio.lane.Lane;
import io.pocketio.webflux.FrameChannelContractTests;
import io.pocketio.webflux.LeakCheck;
import io.pocketio.webflux.RawHttp;
import io.pocketio.webflux.RawWebSocket;
import io.pocketio.webflux.RecordingListener;
import io.pocketio.webflux.TestServers;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import reactor.netty.resources.LoopResources;

@ExtendWith(LeakCheck.class)
class NettyFrameChannelTests extends FrameChannelContractTests {

    private final List<RawWebSocket> more = new ArrayList<>();

    private List<RecordingListener> connectMore(int count) throws Exception {
        List<RecordingListener> listeners = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            more.add(new RawWebSocket(port(), "/"));
            listeners.add(nextAccepted());
        }
        return listeners;
    }

    @AfterEach
    void disconnectMore() throws Exception {
        for (RawWebSocket one : more) {
            one.close();
        }
    }

    @Override
    public TestServers server() {
        return TestServers.NETTY;
    }

    @Override
    public int statusOfServersClose() {
        return 1005;
    }

    @Test
    void sharesLaneBetweenChannelsOfOneEventLoop() throws Exception {
        List<RecordingListener> listeners = connectMore(20);

        assertThat(listeners.stream().map(one -> one.channel.lane()).distinct().count())
                .isLessThanOrEqualTo(LoopResources.DEFAULT_IO_WORKER_COUNT);
    }

    @Test
    void broadcastsToManyChannels() throws Exception {
        List<RecordingListener> listeners = connectMore(20);
        Frame[] frames = {Frame.text("4head"), Frame.binary(random(20_000)), Frame.binary(random(300))};

        listeners.stream()
                .collect(groupingBy(one -> one.channel.lane()))
                .forEach((lane, members) -> lane.execute(() -> members.forEach(one -> {
                    for (Frame frame : frames) {
                        one.channel.write(frame);
                    }
                    one.channel.flush();
                })));

        for (RawWebSocket member : more) {
            for (Frame frame : frames) {
                assertThat(member.read().data()).isEqualTo(frame.toByteArray());
            }
        }
    }

    private RecordingListener another(RecordingListener ofSameLoop, List<RecordingListener> listeners) {
        return listeners.stream()
                .filter(one -> one.channel.lane() == ofSameLoop.channel.lane())
                .findFirst()
                .orElseThrow();
    }

    /** Many messages in few segments, and in the middle of them another client asks something. */
    @Test
    void letsOthersOfTheLoopComeInBetween() throws Exception {
        List<RecordingListener> listeners = connectMore(20);
        RecordingListener other = another(listener, listeners);
        RawWebSocket otherClient = more.get(listeners.indexOf(other));
        int flood = 9000; // fewer bytes than a read takes
        AtomicInteger handled = new AtomicInteger();
        AtomicInteger handledBeforeTheOther = new AtomicInteger();
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch sent = new CountDownLatch(1);
        other.onFrame = frame -> handledBeforeTheOther.set(handled.get());
        listener.onFrame = frame -> {
            if (handled.getAndIncrement() == 0) {
                begun.countDown();
                awaitQuietly(sent);
            }
        };

        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < flood; i++) {
            bytes.writeBytes(RawWebSocket.whole(RawWebSocket.TEXT, String.valueOf(i)));
        }
        client.sendBytes(bytes.toByteArray());
        assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
        otherClient.sendText(RawWebSocket.TEXT, "4me");
        sent.countDown();

        for (int i = 0; i < flood; i++) {
            assertThat(listener.nextFrame()).isEqualTo(Frame.text(String.valueOf(i)));
        }
        assertThat(other.nextFrame()).isEqualTo(Frame.text("4me"));
        assertThat(handledBeforeTheOther.get()).isLessThan(1000);
    }

    @Test
    void pausesAClientWhoseMessagesKeepAnotherLoopBusy() throws Exception {
        List<RecordingListener> listeners = connectMore(20);
        RecordingListener other = another(listener, listeners);
        CountDownLatch done = new CountDownLatch(1);
        causeWorkElsewhere(listeners, done);
        int flood = 20_000;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < flood; i++) {
            bytes.writeBytes(RawWebSocket.whole(RawWebSocket.TEXT, String.valueOf(i)));
        }

        client.sendBytes(bytes.toByteArray());
        await().until(() -> listener.frames.size() > 1024);
        letLoopTurn(other, more.get(listeners.indexOf(other)));

        assertThat(listener.frames).hasSizeLessThan(1100);
        done.countDown();
        for (int i = 0; i < flood; i++) {
            assertThat(listener.nextFrame()).isEqualTo(Frame.text(String.valueOf(i)));
        }
    }

    @Test
    void pausesOneThatSendsASingleMessageAtATime() throws Exception {
        List<RecordingListener> listeners = connectMore(20);
        RecordingListener other = another(listener, listeners);
        CountDownLatch done = new CountDownLatch(1);
        causeWorkElsewhere(listeners, done);

        for (int i = 0; i <= 1024; i++) {
            client.sendText(RawWebSocket.TEXT, "4much");
            assertThat(listener.nextFrame()).isEqualTo(Frame.text("4much"));
        }
        client.sendText(RawWebSocket.TEXT, "4more");
        letLoopTurn(other, more.get(listeners.indexOf(other)));

        assertThat(listener.frames).isEmpty();
        done.countDown();
        assertThat(listener.nextFrame()).isEqualTo(Frame.text("4more"));
    }

    /** Each frame causes a task in a loop that does nothing else until the latch opens. */
    private void causeWorkElsewhere(List<RecordingListener> listeners, CountDownLatch done) {
        Lane busy = listeners.stream()
                .map(one -> one.channel.lane())
                .filter(lane -> lane != listener.channel.lane())
                .findFirst()
                .orElseThrow();
        busy.execute(() -> awaitQuietly(done));
        listener.onFrame = frame -> busy.execute(() -> {});
    }

    private static void letLoopTurn(RecordingListener listener, RawWebSocket client) throws Exception {
        for (int i = 0; i < 20; i++) {
            client.sendText(RawWebSocket.TEXT, "4turn");
            assertThat(listener.nextFrame()).isEqualTo(Frame.text("4turn"));
        }
    }

    @Test
    void handsOnAllThatCameBeforeTheEnd() throws Exception {
        int flood = 9000;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < flood; i++) {
            bytes.writeBytes(RawWebSocket.whole(RawWebSocket.TEXT, String.valueOf(i)));
        }

        client.sendBytes(bytes.toByteArray());
        client.close();

        for (int i = 0; i < flood; i++) {
            assertThat(listener.nextFrame()).isEqualTo(Frame.text(String.valueOf(i)));
        }
        listener.awaitEnd();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await(50, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void closesConnectionWhenThePeerDoesNotAnswerItsClose() throws Exception {
        listener.channel.close();

        assertThat(client.read().status()).isEqualTo(1005);
        assertThat(client.isAtEnd()).isTrue();
        assertThat(listener.awaitEnd().cause()).isNull();
        assertThat(listener.answers).hasValue(0);
    }

    @Test
    void tellsOfTheAnswerToItsClose() throws Exception {
        listener.channel.close();
        assertThat(client.read().status()).isEqualTo(1005);

        client.sendClose(1005);

        assertThat(listener.awaitEnd().cause()).isNull();
        assertThat(listener.answers).hasValue(1);
        assertThat(listener.callsOutsideLane).isEmpty();
    }

    @Test
    void takesTheCloseOfAPeerThatLeavesForNoAnswer() throws Exception {
        client.sendClose(1000);

        assertThat(listener.awaitEnd().cause()).isNull();
        assertThat(listener.answers).hasValue(0);
    }

    @Test
    void dropsWhatIsPendingWhenThePeerSaysGoodbye() throws Exception {
        Frame large = Frame.binary(new byte[1 << 20]);
        listener.channel.lane().execute(() -> {
            for (int i = 0; i < 64; i++) {
                listener.channel.write(large);
            }
            listener.channel.flush();
        });
        await().until(() -> listener.channel.pendingBytes() > 0);

        client.sendBytes(new byte[] {(byte) 0x88, (byte) 0x80, 0, 0, 0, 0});

        assertThat(listener.awaitEnd().cause()).isNull();
        await().atMost(LESS_THAN_A_CLOSE)
                .untilAsserted(() -> assertThat(listener.channel.pendingBytes()).isZero());
    }

    @Test
    void tellsWhatHasComeOfAMessage() throws Exception {
        byte[] frame = RawWebSocket.frame(RawWebSocket.CONTINUATION | RawWebSocket.FINAL, new byte[50_000]);

        client.sendFragment(RawWebSocket.BINARY, new byte[50_000]);
        await().until(() -> listener.partialBytes.get() == 50_000);
        client.sendBytes(Arrays.copyOf(frame, 40_000));
        await().until(() -> listener.partialBytes.get() > 85_000);
        client.sendBytes(Arrays.copyOfRange(frame, 40_000, frame.length));

        assertThat(listener.nextFrame().length()).isEqualTo(100_000);
        await().until(() -> listener.partialBytes.get() == 0);
        assertThat(listener.callsOutsideLane).isEmpty();
    }

    @Test
    void takesFramesSentBeforeTheUpgradeWasAnswered() throws Exception {
        try (RawHttp hasty = new RawHttp(port())) {
            hasty.sendText(String.join("\r\n", RawWebSocket.request("/"))
                    + "\r\n\r\n"
                    + new String(RawWebSocket.whole(RawWebSocket.TEXT, "4early"), StandardCharsets.ISO_8859_1));

            assertThat(hasty.readResponse().status()).isEqualTo(101);
            assertThat(nextAccepted().nextFrame()).isEqualTo(Frame.text("4early"));
        }
    }

    @Test
    void closesOnWhatFollowsViolationWithoutLookingAtIt() throws Exception {
        client.sendBytes(new byte[] {(byte) 0xFF, (byte) 0xFF});
        client.sendText("x".repeat(500_000));

        assertThat(client.readClose().status()).isEqualTo(1002);
        assertThat(client.isAtEnd()).isTrue();
    }
}
