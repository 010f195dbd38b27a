package io.pocketio.webflux.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.pocketio.engine.packet.Frame;
import io.pocketio.webflux.LeakCheck;
import io.pocketio.websocket.WebSocketFrames;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LeakCheck.class)
class NettyFrameWriterTests {

    private final FlushCount flushes = new FlushCount();
    private final EmbeddedChannel channel = new EmbeddedChannel(flushes, new ChannelInboundHandlerAdapter());
    private final NettyLane lane = NettyLane.of(channel.eventLoop());
    private final NettyFrameWriter writer =
            new NettyFrameWriter(channel.pipeline().lastContext(), lane, null, () -> {});

    private final NettyFrameWriter other =
            new NettyFrameWriter(channel.pipeline().lastContext(), lane, null, () -> {});
    private final NettyFrameWriter third =
            new NettyFrameWriter(channel.pipeline().lastContext(), lane, null, () -> {});

    @AfterEach
    void close() {
        other.discard();
        third.discard();
        channel.finishAndReleaseAll();
    }

    @Test
    void flushesAtTheEndOfTheTurnWhatWasWrittenInIt() {
        for (int i = 0; i < 3; i++) {
            writer.write(Frame.text("4" + i));
            writer.flush();
        }
        assertThat(flushes.count).isZero();

        channel.runPendingTasks();

        assertThat(flushes.count).isOne();
        assertThat(written()).isEqualTo("\u0081\u000240\u0081\u000241\u0081\u000242");
        assertThat(channel.outboundMessages()).isEmpty();
    }

    @Test
    void flushesAtTheEndOfTheBurst() {
        writer.burstBegins();
        writer.write(Frame.text("4a"));
        writer.flush();
        channel.runPendingTasks();
        assertThat(flushes.count).isZero();

        writer.burstEnds();

        assertThat(flushes.count).isOne();
        assertThat(written()).isEqualTo("\u0081\u00024a");
    }

    @Test
    void flushesOnceWhatIsSentByWhatIsPosted() {
        List<NettyFrameWriter> writers = List.of(writer, other);
        sendBy(writers, "4a");
        lane.post(() -> sendBy(writers, "4b"));

        channel.runPendingTasks();

        assertThat(flushes.count).isEqualTo(2);
        assertThat(channel.outboundMessages()).hasSize(2);
    }

    @Test
    void doesNotWaitForEverForWhatIsPosted() {
        sendBy(List.of(writer, other), "4a");
        lane.post(this::spinAndPost);

        channel.runPendingTasks();

        assertThat(flushes.count).isEqualTo(2);
    }

    private void spinAndPost() {
        spin(30_000_000);
        lane.post(this::spinAndPost);
    }

    private static void spin(long nanos) {
        long until = System.nanoTime() + nanos;
        while (System.nanoTime() < until) {
            Thread.onSpinWait();
        }
    }

    @Test
    void goesOnReadingForHalfOfTheTimeThatAFlushToManyTakes() {
        lane.resumeReading();
        assertThat(lane.readsOn()).isTrue();
        sendToMany();
        spin(1_000_000);
        assertThat(lane.readsOn()).isTrue();

        lane.resumeReading(); // of another connection, that sends to nobody
        assertThat(lane.readsOn()).isTrue();
        spin(1_000_000);
        assertThat(lane.readsOn()).isFalse();
    }

    private void sendToMany() {
        for (int i = 0; i < 100_000; i++) {
            lane.flushLater(writer);
        }
    }

    @Test
    void waitsForNothingWithAChannelThatHasMuch() {
        List<NettyFrameWriter> writers = List.of(writer, other);
        sendBy(writers, "4a");
        lane.post(() -> {
            sendBy(writers, "4" + "x".repeat(40_000));
            lane.post(() -> {});
        });

        channel.runPendingTasks();

        assertThat(flushes.count).isEqualTo(2);
    }

    @Test
    void waitsNoLongerForAChannelThatIsFlushedAtTheEndOfItsBurst() {
        sendBy(List.of(other), "4a");
        lane.post(() -> {
            writer.burstBegins();
            sendBy(List.of(writer, writer, writer), "4b");
            spin(1_000_000);
            lane.post(() -> {});
        });

        channel.runPendingTasks();

        assertThat(flushes.count).isOne();
        assertThat(written()).isEqualTo("\u0081\u00024a");
        writer.burstEnds();
        assertThat(written()).isEqualTo("\u0081\u00024b".repeat(3));
    }

    private static void sendBy(List<NettyFrameWriter> writers, String text) {
        for (NettyFrameWriter one : writers) {
            one.write(Frame.text(text));
            one.flush();
        }
    }

    @Test
    void doesNotFlushWhenNothingWasWritten() {
        writer.flush();
        writer.burstBegins();
        writer.flush();
        writer.burstEnds();
        channel.runPendingTasks();

        assertThat(flushes.count).isZero();
    }

    @Test
    void keepsOrderOfSharedAndOtherFrames() {
        Frame shared = Frame.text("4s");
        Frame longFrame = Frame.text("4" + "l".repeat(SharedFrames.LONG_FRAME));
        other.write(shared);
        writer.write(Frame.text("4a"));
        other.write(shared);
        writer.write(shared);
        writer.write(shared);
        writer.write(Frame.text("4b"));
        writer.write(longFrame);
        other.write(shared);
        writer.write(shared);
        writer.write(longFrame);
        writer.write(Frame.text("4c"));
        writer.flush();
        channel.runPendingTasks();

        assertThat(allWritten())
                .matches("(?s)\u0081\u00024a\u0081\u00024s\u0081\u00024s\u0081\u00024b\u0081~..4l+"
                        + "\u0081\u00024s\u0081~..4l+\u0081\u00024c");
    }

    @Test
    void sendsTheBroadcastsOfATurnAsOnePieceOfWhatAllShare() {
        shareAsMuchInTheTurnBefore();
        for (String text : List.of("4a", "4b", "4c")) {
            Frame broadcast = Frame.text(text);
            other.write(broadcast);
            writer.write(broadcast);
            writer.flush();
            third.write(broadcast);
            third.flush();
        }
        channel.runPendingTasks();

        ByteBuf one = channel.readOutbound();
        ByteBuf another = channel.readOutbound();
        assertThat(text(one))
                .isEqualTo("\u0081\u00024a\u0081\u00024b\u0081\u00024c")
                .isEqualTo(text(another));
        assertThat(one.memoryAddress()).isEqualTo(another.memoryAddress());
        assertThat(channel.outboundMessages()).isEmpty();
        one.release();
        assertThat(another.release()).isTrue();
    }

    @Test
    void sendsOnlyWhatIsItsOwnOfWhatOthersShare() {
        shareAsMuchInTheTurnBefore();
        Frame before = Frame.text("4a");
        Frame own = Frame.text("4b");
        for (Frame broadcast : List.of(before, own)) {
            other.write(broadcast);
            third.write(broadcast);
        }
        writer.write(own);
        writer.flush();
        channel.runPendingTasks();

        assertThat(allWritten()).isEqualTo("\u0081\u00024b");
    }

    @Test
    void keepsWhatItSharesBeyondTheTurnUntilItIsFlushed() {
        Frame frame = Frame.text("4a");
        writer.burstBegins();
        other.write(frame);
        writer.write(frame);
        writer.flush();
        channel.runPendingTasks();

        writer.burstEnds();

        assertThat(allWritten()).isEqualTo("\u0081\u00024a");
    }

    @Test
    void framesLongFramesOnceForManyRecipientsInOneTurnWhateverIsBetween() {
        Frame frame = Frame.binary(new byte[10_000]);
        Frame between = Frame.binary(new byte[20_000]);
        SharedFrames frames = lane.frames(false);
        ChannelHandlerContext context = channel.pipeline().lastContext();

        ByteBuf first = frames.longForm(frame, context);
        frames.longForm(between, context).release();
        ByteBuf second = frames.longForm(frame, context);
        lane.endLater();

        assertThat(first.memoryAddress()).isEqualTo(second.memoryAddress());
        first.release();
        second.release();
        channel.runPendingTasks();
        assertThat(first.refCnt()).isZero();
    }

    @Test
    void tellsWhatIsPendingFromItsCollectionToTheSocket() {
        BlockedFlush socket = new BlockedFlush();
        EmbeddedChannel blocked = new EmbeddedChannel(socket, new ChannelInboundHandlerAdapter());
        NettyFrameWriter slow = new NettyFrameWriter(
                blocked.pipeline().lastContext(), NettyLane.of(blocked.eventLoop()), null, () -> {});
        slow.write(Frame.text("4a"));
        long collected = slow.pendingBytes();
        slow.flush();
        blocked.runPendingTasks();
        long unsent = slow.pendingBytes();
        slow.write(Frame.text("4b"));

        assertThat(collected).isEqualTo(4);
        assertThat(unsent).isGreaterThanOrEqualTo(collected);
        assertThat(slow.pendingBytes()).isEqualTo(unsent + 4);
        socket.isBlocked = false;
        slow.flush();
        blocked.runPendingTasks();
        assertThat(slow.pendingBytes()).isZero();
        blocked.finishAndReleaseAll();
    }

    @Test
    void flushesTheOthersOfATurnWhenOneFails() {
        BlockedFlush socket = new BlockedFlush();
        EmbeddedChannel blocked = new EmbeddedChannel(socket, new ChannelInboundHandlerAdapter());
        NettyLane shared = NettyLane.of(blocked.eventLoop());
        NettyFrameWriter failing = new NettyFrameWriter(blocked.pipeline().lastContext(), shared, null, () -> {
            if (socket.isBlocked) {
                throw new IllegalStateException("test");
            }
        });
        NettyFrameWriter next = new NettyFrameWriter(channel.pipeline().lastContext(), shared, null, () -> {});
        failing.write(Frame.binary(new byte[100_000]));
        sendBy(List.of(failing, next), "4a");

        blocked.runPendingTasks();

        assertThat(written()).isEqualTo("\u0081\u00024a");
        assertThatIllegalStateException().isThrownBy(blocked::checkException).withMessage("test");
        socket.isBlocked = false;
        blocked.flush();
        blocked.finishAndReleaseAll();
    }

    @Test
    void takesNoMoreMemoryThanNeededForAChannelThatIsBehind() {
        BlockedFlush socket = new BlockedFlush();
        EmbeddedChannel blocked = new EmbeddedChannel(socket, new ChannelInboundHandlerAdapter());
        NettyFrameWriter slow = behind(blocked, 2000);
        Frame shared = Frame.text("4a");
        NettyFrameWriter another = new NettyFrameWriter(
                blocked.pipeline().lastContext(), NettyLane.of(blocked.eventLoop()), null, () -> {});
        another.write(shared);
        another.write(shared);
        slow.write(shared);
        slow.flush();
        blocked.runPendingTasks();

        assertThat(socket.capacity).isLessThanOrEqualTo(64);
        another.discard();
        socket.isBlocked = false;
        blocked.flush();
        blocked.finishAndReleaseAll();
    }

    @Test
    void gathersSmallFramesWhileTheChannelTakesNoMore() {
        BlockedFlush socket = new BlockedFlush();
        EmbeddedChannel blocked = new EmbeddedChannel(socket, new ChannelInboundHandlerAdapter());
        NettyFrameWriter slow = behind(blocked, 100_000);
        long before = slow.pendingBytes();
        for (int i = 0; i < 100; i++) {
            slow.write(Frame.text("4" + i % 10));
            slow.flush();
            blocked.runPendingTasks();
        }

        assertThat(slow.pendingBytes()).isEqualTo(before + 400);
        socket.isBlocked = false;
        blocked.flush();
        slow.writable();
        assertThat(slow.pendingBytes()).isZero();
        String last = "";
        while (!blocked.outboundMessages().isEmpty()) {
            ByteBuf bytes = blocked.readOutbound();
            last = text(bytes);
            bytes.release();
        }
        assertThat(last).hasSize(400).endsWith("\u0081\u000249");
    }

    private static NettyFrameWriter behind(EmbeddedChannel blocked, int bytes) {
        NettyFrameWriter slow = new NettyFrameWriter(
                blocked.pipeline().lastContext(), NettyLane.of(blocked.eventLoop()), null, () -> {});
        slow.write(Frame.binary(new byte[bytes]));
        slow.flush();
        blocked.runPendingTasks();
        return slow;
    }

    @Test
    void dropsWhatItShares() {
        Frame frame = Frame.text("4a");
        other.write(frame);
        writer.write(frame);

        writer.discard();

        assertThat(writer.pendingBytes()).isZero();
        channel.runPendingTasks();
        assertThat(channel.outboundMessages()).isEmpty();
    }

    @Test
    void sendsCloseBehindAllThatWasWritten() {
        writer.write(Frame.text("4a"));

        writer.close(WebSocketFrames.NO_STATUS);

        assertThat(written()).isEqualTo("\u0081\u00024a\u0088\u0000");
    }

    /** So that there is room for more than one frame in what is shared. */
    private void shareAsMuchInTheTurnBefore() {
        Frame longer = Frame.text("4" + "x".repeat(100));
        other.write(longer);
        third.write(longer);
        channel.runPendingTasks();
        other.discard();
        third.discard();
    }

    private String written() {
        ByteBuf bytes = channel.readOutbound();
        String text = text(bytes);
        bytes.release();
        return text;
    }

    private String allWritten() {
        StringBuilder all = new StringBuilder();
        while (!channel.outboundMessages().isEmpty()) {
            all.append(written());
        }
        return all.toString();
    }

    private static String text(ByteBuf bytes) {
        return bytes.toString(StandardCharsets.ISO_8859_1);
    }

    private static final class BlockedFlush extends ChannelOutboundHandlerAdapter {

        private boolean isBlocked = true;

        /** Of what was written last. */
        private int capacity;

        @Override
        public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
            capacity = ((ByteBuf) message).capacity();
            ctx.write(message, promise);
        }

        @Override
        public void flush(ChannelHandlerContext ctx) {
            if (!isBlocked) {
                ctx.flush();
            }
        }
    }

    private static final class FlushCount extends ChannelOutboundHandlerAdapter {

        private int count;

        @Override
        public void flush(ChannelHandlerContext ctx) {
            count++;
            ctx.flush();
        }
    }
}
