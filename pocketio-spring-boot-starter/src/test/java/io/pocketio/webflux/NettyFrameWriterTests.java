package io.pocketio.webflux;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.pocketio.engine.packet.Frame;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LeakCheck.class)
class NettyFrameWriterTests {

    private final FlushCount flushes = new FlushCount();
    private final EmbeddedChannel channel = new EmbeddedChannel(flushes, new ChannelInboundHandlerAdapter());
    private final NettyLane lane = NettyLane.of(channel.eventLoop());
    private final NettyFrameWriter writer =
            new NettyFrameWriter(channel.pipeline().lastContext(), lane, null);

    @AfterEach
    void close() {
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
        lane.shared(shared, false, channel.alloc());
        writer.write(Frame.text("4a"));
        writer.write(shared);
        writer.write(shared);
        writer.write(Frame.text("4b"));
        writer.flush();
        channel.runPendingTasks();

        StringBuilder all = new StringBuilder();
        while (!channel.outboundMessages().isEmpty()) {
            all.append(written());
        }
        assertThat(all).hasToString("\u0081\u00024a\u0081\u00024s\u0081\u00024s\u0081\u00024b");
    }

    @Test
    void framesOnceForManyRecipientsInOneTurn() {
        Frame frame = Frame.text("4shared");

        ByteBuf first = lane.shared(frame, false, channel.alloc());
        ByteBuf second = lane.shared(frame, false, channel.alloc());
        ByteBuf third = lane.shared(frame, false, channel.alloc());

        assertThat(first).isNull();
        assertThat(second.memoryAddress()).isEqualTo(third.memoryAddress());
        second.release();
        third.release();
        channel.runPendingTasks();
        assertThat(second.refCnt()).isZero();
    }

    @Test
    void framesLongFramesOnceForManyRecipientsInOneTurnWhateverIsBetween() {
        Frame frame = Frame.binary(new byte[10_000]);
        Frame other = Frame.binary(new byte[20_000]);

        ByteBuf first = lane.shared(frame, false, channel.alloc());
        lane.shared(other, false, channel.alloc()).release();
        ByteBuf second = lane.shared(frame, false, channel.alloc());

        assertThat(first.memoryAddress()).isEqualTo(second.memoryAddress());
        first.release();
        second.release();
        channel.runPendingTasks();
        assertThat(first.refCnt()).isZero();
    }

    @Test
    void sendsCloseBehindAllThatWasWritten() {
        writer.write(Frame.text("4a"));

        writer.close(WebSocketFrames.NO_STATUS);

        assertThat(written()).isEqualTo("\u0081\u00024a\u0088\u0000");
    }

    private String written() {
        ByteBuf bytes = channel.readOutbound();
        String text = bytes.toString(StandardCharsets.ISO_8859_1);
        bytes.release();
        return text;
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
