package io.pocketio.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.pocketio.engine.packet.Frame;
import io.pocketio.lane.Lane;
import io.pocketio.lane.SerialLane;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A WebSocket in memory: a test is its client. Runs in a serial lane of its own unless given another one. */
public final class TestFrameChannel implements FrameChannel {

    private static final int BACKLOG = 16 * 1024;
    private static final int HIGH_WATER_MARK = 64 * 1024;

    private final Deque<Frame> sent = new ArrayDeque<>();
    private final Lane lane;
    private final AtomicInteger strays = new AtomicInteger();
    private @Nullable FrameListener listener;
    private boolean writable = true;
    private boolean reading = true;
    private boolean closed;
    private int unflushed;
    private long pendingBytes;
    private long unflushedBytes;
    private boolean stalled;
    private boolean backlogTold;
    private boolean aborted;
    private boolean lingering;
    private boolean unread;
    private boolean failsToClose;
    private @Nullable RuntimeException failure;
    private Runnable whenClosing = () -> {};

    public TestFrameChannel() {
        this(new SerialLane(Runnable::run));
    }

    public TestFrameChannel(Lane lane) {
        this.lane = lane;
    }

    public TestFrameChannel connect(EngineServer engine, Admission admission) {
        assertThat(admission).isInstanceOf(Admission.Granted.class);
        lane.execute(() -> listener = engine.accept((Admission.Granted) admission, this));
        return this;
    }

    // the client's side

    public void receive(String text) {
        receive(Frame.text(text));
    }

    public void receive(byte[] binary) {
        receive(Frame.binary(binary));
    }

    public void receive(Frame frame) {
        lane.execute(() -> listener().frame(frame));
    }

    /** So much has come of a message. */
    public void receivePart(int bytes) {
        lane.execute(() -> listener().partial(bytes));
    }

    public void expect(String text) {
        assertThat(next().asText()).isEqualTo(text);
    }

    public void expect(byte[] binary) {
        Frame frame = next();
        assertThat(frame.isBinary()).isTrue();
        assertThat(frame.toByteArray()).isEqualTo(binary);
    }

    public Frame next() {
        assertThat(sent).as("frames sent").isNotEmpty();
        assertThat(unflushed).as("frames not flushed").isZero();
        return sent.removeFirst();
    }

    public int sentCount() {
        return sent.size();
    }

    public boolean hasSent() {
        return !sent.isEmpty();
    }

    public void expectNothing() {
        assertThat(sent).isEmpty();
    }

    public void disconnect(@Nullable Throwable cause) {
        lane.execute(() -> listener().closed(cause));
    }

    /** Closes its side, too, behind the server's. */
    public void answerClose() {
        assertThat(closed).isTrue();
        lane.execute(() -> listener().closeAnswered());
    }

    public boolean isClosed() {
        return closed;
    }

    public boolean isReading() {
        return reading;
    }

    public void setWritable(boolean isWritable) {
        writable = isWritable;
        if (isWritable) {
            lane.execute(() -> listener().writable());
        }
    }

    /** What a slow client leaves behind. */
    public void setPendingBytes(long bytes) {
        pendingBytes = bytes;
    }

    /** From now on the client does not read: what is sent to it is pending, and counted only. */
    public void stall() {
        stalled = true;
    }

    /** The client reads all that is pending, and what comes from now on. */
    public void catchUp() {
        stalled = false;
        pendingBytes = 0;
        backlogTold = false;
        lane.execute(() -> listener().backlogChanged());
        setWritable(true);
    }

    /** What the test does when the server is about to close the channel. */
    public void onClose(Runnable task) {
        whenClosing = task;
    }

    /** Whether something has come that waits for its turn. */
    public void setUnread(boolean waits) {
        unread = waits;
    }

    /** From now on nothing can be written, nor the connection be closed. */
    public void failAltogether(RuntimeException with) {
        fail(with);
        failsToClose = true;
    }

    /** From now on nothing can be written. */
    public void fail(RuntimeException with) {
        failure = with;
    }

    /** A close takes as long as the client likes, until it is {@link #disconnect}ed. */
    public void linger() {
        lingering = true;
    }

    public boolean isAborted() {
        return aborted;
    }

    private FrameListener listener() {
        return Objects.requireNonNull(listener);
    }

    // the server's side

    @Override
    public void write(Frame frame) {
        assertInLane();
        if (failure != null) {
            throw failure;
        }
        if (stalled) {
            pendingBytes += frame.length();
            writable = pendingBytes <= HIGH_WATER_MARK;
        } else if (!closed) {
            sent.addLast(frame);
            unflushed++;
            unflushedBytes += frame.length();
        }
    }

    @Override
    public void flush() {
        assertInLane();
        unflushed = 0;
        unflushedBytes = 0;
        if (stalled && !backlogTold && pendingBytes >= BACKLOG) {
            backlogTold = true;
            listener().backlogChanged();
        }
    }

    @Override
    public boolean hasUnread() {
        return unread;
    }

    @Override
    public boolean isWritable() {
        return writable;
    }

    @Override
    public long pendingBytes() {
        return pendingBytes + unflushedBytes;
    }

    @Override
    public void setReading(boolean enabled) {
        assertInLane();
        reading = enabled;
    }

    @Override
    public void close() {
        if (!closed) {
            whenClosing.run();
            closed = true;
            if (failure != null && failsToClose) {
                throw failure;
            }
            if (!lingering || aborted) {
                lane.execute(this::tellClosed);
            }
        }
    }

    @Override
    public void abort() {
        aborted = true;
        pendingBytes = 0;
        close();
    }

    private void assertInLane() {
        if (!lane.inLane()) {
            strays.incrementAndGet();
            throw new AssertionError("called outside the channel's lane");
        }
    }

    /** Calls that broke the rule of the lane; each has failed, too, where it was made. */
    public int strays() {
        return strays.get();
    }

    private void tellClosed() {
        if (listener != null) {
            listener.closed(null);
        }
    }

    @Override
    public Lane lane() {
        return lane;
    }
}
