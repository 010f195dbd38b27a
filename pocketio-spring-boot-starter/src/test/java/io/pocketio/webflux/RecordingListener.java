package io.pocketio.webflux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pocketio.engine.FrameChannel;
import io.pocketio.engine.FrameListener;
import io.pocketio.engine.packet.Frame;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The engine's place in a test of a channel. */
public final class RecordingListener implements FrameListener {

    /** How a connection ended. */
    public record End(@Nullable Throwable cause) {}

    private static final int SECONDS = 10;

    public final FrameChannel channel;
    public final BlockingQueue<Frame> frames = new LinkedBlockingQueue<>();
    public final AtomicInteger writableCalls = new AtomicInteger();
    public final AtomicInteger backlogCalls = new AtomicInteger();
    public final AtomicInteger partialBytes = new AtomicInteger();
    public final AtomicInteger answers = new AtomicInteger();
    public final List<End> ends = new CopyOnWriteArrayList<>();
    public final List<String> callsOutsideLane = new CopyOnWriteArrayList<>();
    public volatile Consumer<Frame> onFrame = frame -> {};

    public RecordingListener(FrameChannel channel) {
        this.channel = channel;
    }

    @Override
    public void frame(Frame frame) {
        checkLane("frame");
        frames.add(frame);
        onFrame.accept(frame);
    }

    @Override
    public void writable() {
        checkLane("writable");
        writableCalls.incrementAndGet();
    }

    @Override
    public void backlogChanged() {
        checkLane("backlogChanged");
        backlogCalls.incrementAndGet();
    }

    @Override
    public void partial(int bytes) {
        checkLane("partial");
        partialBytes.set(bytes);
    }

    @Override
    public void closeAnswered() {
        checkLane("closeAnswered");
        answers.incrementAndGet();
    }

    @Override
    public void closed(@Nullable Throwable cause) {
        checkLane("closed");
        ends.add(new End(cause));
    }

    private void checkLane(String call) {
        if (!channel.lane().inLane()) {
            callsOutsideLane.add(call);
        }
    }

    public Frame nextFrame() throws InterruptedException {
        Frame frame = frames.poll(SECONDS, TimeUnit.SECONDS);
        assertThat(frame).as("a frame within " + SECONDS + " s").isNotNull();
        return frame;
    }

    public End awaitEnd() {
        await().until(() -> !ends.isEmpty());
        return ends.get(0);
    }

    /** Writes and flushes in the lane. */
    public void write(Frame... toWrite) {
        channel.lane().execute(() -> {
            for (Frame frame : toWrite) {
                channel.write(frame);
            }
            channel.flush();
        });
    }
}
