package io.pocketio.webflux.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.pocketio.engine.packet.Frame;
import io.pocketio.websocket.WebSocketFrames;
import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The wire forms of frames that go to several channels in one turn of an event loop. Short ones are put together to a run, so that
 * the broadcasts of a turn leave each channel as one piece of it: one system call without a list of buffers, and one entry in the
 * channel's own buffer. Confined to the event loop.
 */
final class SharedFrames {

    /** A longer frame is kept from its first recipient on, a shorter one from its second on: copying is cheaper than sharing. */
    static final int LONG_FRAME = 4096;

    /** Of a run, unless one frame is longer: a slow client keeps all of the run for the part that is its own. */
    private static final int MAX_RUN = 1024;

    private final int reservedBits;

    /** Asked for last. */
    private @Nullable Frame lastShort;

    /** Whether it is in the run. */
    private boolean inRun;

    /** Where it begins in the run. */
    private int start;

    /** Replaced when it is full. */
    private @Nullable ByteBuf run;

    /** To runs of this turn. */
    private int appended;

    /** To runs of this turn, if it is like the one before: a run for one frame is no longer than that. */
    private int expected;

    private final Map<Frame, ByteBuf> longFrames = new IdentityHashMap<>(0);

    /** @param reservedBits set in the header of each frame */
    SharedFrames(int reservedBits) {
        this.reservedBits = reservedBits;
    }

    /** The wire form of a long frame, with a reference for the caller. */
    ByteBuf longForm(Frame frame, ChannelHandlerContext context) {
        ByteBuf known = longFrames.get(frame);
        if (known == null) {
            known = context.alloc().directBuffer(WebSocketFrames.MAX_HEADER + frame.length());
            WebSocketFrames.write(frame, reservedBits, known);
            longFrames.put(frame, known);
        }
        return known.retainedDuplicate();
    }

    /**
     * The run that ends with a short frame, or did when that was first asked for.
     *
     * @return without a reference for the caller; {@code null} for a frame that has not been asked for just before
     */
    @Nullable
    ByteBuf run(Frame frame, ChannelHandlerContext context) {
        if (frame != lastShort) {
            lastShort = frame;
            inRun = false;
            return null;
        }
        if (!inRun) {
            append(frame, context);
        }
        return run;
    }

    /** Where the frame that was asked for last begins in the run; it ends where the run does. */
    int start() {
        return start;
    }

    private void append(Frame frame, ChannelHandlerContext context) {
        int length = WebSocketFrames.MAX_HEADER + frame.length();
        ByteBuf target = run;
        // never grown: a part of it may be on its way already, and the system reading it
        if (target == null || target.writableBytes() < length) {
            forgetRun();
            target = context.alloc().directBuffer(Math.max(length, expected));
            run = target;
        }
        start = target.writerIndex();
        WebSocketFrames.write(frame, reservedBits, target);
        inRun = true;
        appended += length;
    }

    private void forgetRun() {
        if (run != null) {
            run.release();
            run = null;
        }
    }

    /** At the end of the turn. */
    void forget() {
        lastShort = null;
        inRun = false;
        forgetRun();
        expected = Math.min(appended, MAX_RUN);
        appended = 0;
        if (!longFrames.isEmpty()) {
            longFrames.values().forEach(ByteBuf::release);
            longFrames.clear();
        }
    }
}
