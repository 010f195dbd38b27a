package io.pocketio.webflux;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.FastThreadLocal;
import io.pocketio.engine.Lane;
import io.pocketio.engine.packet.Frame;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An event loop: the lane of all of its connections, one object for each loop. Also what they share within one turn of the
 * loop: the flush at its end, and the wire form of a frame that goes to many of them. A flush for each message, or framing it
 * for each recipient, costs several times the rest of a broadcast.
 *
 * <p>Any thread may call what {@link Lane} declares; all else is confined to the event loop.
 */
final class NettyLane implements Lane {

    private static final Logger logger = LoggerFactory.getLogger(NettyLane.class);

    /** A longer frame is kept from its first recipient on, a shorter one from its second on: copying is cheaper than sharing. */
    private static final int LONG_FRAME = 4096;

    private static final FastThreadLocal<NettyLane> OF_THREAD = new FastThreadLocal<>();

    private final EventLoop loop;
    private final Runnable endOfTurn = this::endTurn;
    private boolean endScheduled;

    private List<NettyFrameWriter> unflushed = new ArrayList<>();
    private List<NettyFrameWriter> flushing = new ArrayList<>();

    private @Nullable Frame lastShort;
    private @Nullable ByteBuf lastShortBytes;
    private final Map<Frame, ByteBuf> longFrames = new IdentityHashMap<>(0);

    private NettyLane(EventLoop loop) {
        this.loop = loop;
    }

    /** Called in the event loop. */
    static NettyLane of(EventLoop loop) {
        NettyLane lane = OF_THREAD.get();
        if (lane == null || lane.loop != loop) {
            lane = new NettyLane(loop);
            OF_THREAD.set(lane);
        }
        return lane;
    }

    @Override
    public boolean inLane() {
        return loop.inEventLoop();
    }

    /** Dropped when the loop has ended: its connections have, too. */
    @Override
    public void execute(Runnable task) {
        if (loop.inEventLoop()) {
            task.run();
            return;
        }
        try {
            loop.execute(task);
        } catch (RejectedExecutionException ended) {
            logger.debug("Dropped a task of an event loop that has ended");
        }
    }

    /** Flushes the channel at the end of this turn of the loop. */
    void flushLater(NettyFrameWriter writer) {
        unflushed.add(writer);
        scheduleEnd();
    }

    /**
     * The wire form of a frame that goes to several channels.
     *
     * @return with a reference for the caller; {@code null} for a short frame that has not been asked for just before
     */
    @Nullable
    ByteBuf shared(Frame frame, ByteBufAllocator allocator) {
        if (frame.length() >= LONG_FRAME) {
            return longFrames
                    .computeIfAbsent(frame, key -> encode(key, allocator))
                    .retainedDuplicate();
        }
        if (frame != lastShort) {
            forgetShort();
            lastShort = frame;
            return null;
        }
        if (lastShortBytes == null) {
            lastShortBytes = encode(frame, allocator);
        }
        return lastShortBytes.retainedDuplicate();
    }

    private ByteBuf encode(Frame frame, ByteBufAllocator allocator) {
        ByteBuf bytes = allocator.directBuffer(WebSocketFrames.MAX_HEADER + frame.length());
        WebSocketFrames.write(frame, bytes);
        scheduleEnd();
        return bytes;
    }

    private void scheduleEnd() {
        if (!endScheduled) {
            endScheduled = true;
            loop.execute(endOfTurn);
        }
    }

    private void endTurn() {
        endScheduled = false;
        forgetShort();
        longFrames.values().forEach(ByteBuf::release);
        longFrames.clear();
        List<NettyFrameWriter> due = unflushed;
        unflushed = flushing;
        flushing = due;
        for (int i = 0; i < due.size(); i++) {
            due.get(i).flushNow();
        }
        due.clear();
    }

    private void forgetShort() {
        lastShort = null;
        if (lastShortBytes != null) {
            lastShortBytes.release();
            lastShortBytes = null;
        }
    }
}
