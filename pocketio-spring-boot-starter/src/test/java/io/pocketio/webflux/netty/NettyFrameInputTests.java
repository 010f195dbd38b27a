package io.pocketio.webflux.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.pocketio.engine.packet.Frame;
import io.pocketio.webflux.LeakCheck;
import io.pocketio.webflux.RawWebSocket;
import io.pocketio.websocket.WebSocketViolation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LeakCheck.class)
class NettyFrameInputTests {

    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final List<Object> heard = new ArrayList<>();
    private boolean begun = true;
    private boolean ended;
    private final NettyFrameInput input = new NettyFrameInput(channel, 100, false) {

        @Override
        boolean hasBegun() {
            return begun;
        }

        @Override
        boolean hasEnded() {
            return ended;
        }

        @Override
        public void message(Frame message) {
            heard.add(message);
        }

        @Override
        void finished() {
            heard.add("finished");
        }

        @Override
        void partial(int bytes) {}

        @Override
        public void ping(byte[] data) {}

        @Override
        public void close(int status) {}

        @Override
        void violated(WebSocketViolation violation) {
            throw violation;
        }

        @Override
        void failed(Throwable failure) {
            throw new AssertionError(failure);
        }
    };

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    @Test
    void tellsOnceOfWhatHasBeenHeld() throws Exception {
        assertThat(input.hasUnread()).isFalse();
        input.pause();
        come("4a");
        assertThat(input.hasUnread()).isTrue();
        assertThat(input.hasUnread()).isTrue();

        input.readOn();
        assertThat(heard).isEmpty();
        channel.runPendingTasks();

        assertThat(heard).containsExactly(Frame.text("4a"));
        assertThat(input.hasUnread()).isTrue();
        assertThat(input.hasUnread()).isFalse();
    }

    @Test
    void holdsWhatComesBeforeItHasBegun() throws Exception {
        begun = false;
        come("4a");
        come("4b");
        assertThat(heard).isEmpty();

        begun = true;
        input.resume();
        channel.runPendingTasks();

        assertThat(heard).containsExactly(Frame.text("4a"), Frame.text("4b"));
    }

    @Test
    void tellsOfTheEndWhenAllHasBeenRead() throws Exception {
        input.pause();
        come("4a");

        input.finish();
        channel.runPendingTasks();

        assertThat(heard).containsExactly(Frame.text("4a"), "finished");
    }

    @Test
    void dropsWhatComesBehindTheEnd() throws Exception {
        ended = true;

        come("4a");

        assertThat(heard).isEmpty();
        assertThat(input.hasUnread()).isFalse();
    }

    @Test
    void keepsWhatIsHeldForTheLastTurnOnly() throws Exception {
        input.pause();
        come("4a");

        input.removed();
        input.finish();
        channel.runPendingTasks();

        assertThat(heard).containsExactly("finished");
    }

    private void come(String message) throws IOException {
        input.take(Unpooled.copiedBuffer(RawWebSocket.whole(RawWebSocket.TEXT, message)));
    }
}
