package io.pocketio.webflux.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.pocketio.engine.Compression;
import io.pocketio.engine.packet.Frame;
import io.pocketio.websocket.WebSocketFrames;
import org.jspecify.annotations.Nullable;

/**
 * What goes out on one channel. Frames are collected, so that the answers to a burst of messages, or the broadcasts of a turn, leave
 * as one buffer; they are flushed when the burst has been read, or with the others' at the end of the event loop's turn. Confined to
 * the event loop, but for {@link #pendingBytes()}.
 */
final class NettyFrameWriter {

    /** What is collected at first, and at most; a small frame fits into the first always. */
    private static final int CHUNK = 512;

    private static final int MAX_CHUNK = 16 * 1024;

    /** To be flushed soon: with a chunk more it is less than the channel may hold and still be writable. */
    private static final int MUCH = 32 * 1024;

    private ChannelHandlerContext context;
    private final NettyLane lane;
    private final NettyBacklog backlog;

    /** Length from which on frames are compressed. */
    private final int threshold;

    /** Collected, not yet written: frames of this channel alone. Never while there is a {@link #run}. */
    private @Nullable ByteBuf chunk;

    /** Collected, not yet written: of the frames that this channel shares with others those from here to there. */
    private @Nullable ByteBuf run;

    private int from;
    private int to;

    private boolean inReadBurst;

    /** Something has come since the last flush. */
    private boolean unflushed;

    private boolean flushDue;

    /** Bytes that have been handed to the channel since the last flush. */
    private int handed;

    /** Whether the channel may have something that its socket has not taken. */
    private boolean behind;

    /** The last flush has left something: what comes now may lie for long, so it must take no more memory than it counts. */
    private boolean stuck;

    /**
     * @param compression {@code null} when the client has not agreed to it
     * @param owner hears of the backlog
     */
    NettyFrameWriter(
            ChannelHandlerContext context,
            NettyLane lane,
            @Nullable Compression compression,
            NettyBacklog.Owner owner) {
        this.context = context;
        this.lane = lane;
        this.backlog = new NettyBacklog(context, owner);
        this.threshold = compression == null ? Integer.MAX_VALUE : compression.threshold();
    }

    /** Has all that follows leave from another place in the pipeline. */
    void writeTo(ChannelHandlerContext place) {
        context = place;
        backlog.writeTo(place);
    }

    void write(Frame frame) {
        if (frame.length() < threshold || !frame.isCompressible()) {
            write(frame, false);
        } else {
            Frame deflated = frame.deflated(lane.deflate()::deflate);
            write(deflated, deflated != frame);
        }
    }

    private void write(Frame frame, boolean compressed) {
        unflushed = true;
        SharedFrames frames = lane.frames(compressed);
        if (frame.length() >= SharedFrames.LONG_FRAME) {
            lane.endLater();
            handCollected();
            hand(frames.longForm(frame, context));
            return;
        }
        ByteBuf shared = stuck ? null : frames.run(frame, context); // a run would be kept for one frame of it
        if (shared == null) {
            ByteBuf out = chunk(WebSocketFrames.MAX_HEADER + frame.length());
            WebSocketFrames.write(frame, compressed ? WebSocketFrames.COMPRESSED : 0, out);
        } else {
            lane.endLater();
            share(shared, frames.start());
        }
    }

    /** Adds the end of the run, from {@code start} on. */
    private void share(ByteBuf shared, int start) {
        int end = shared.writerIndex();
        if (run != shared || to != start) {
            shared.retain();
            handCollected();
            run = shared;
            from = start;
        }
        to = end;
    }

    void writePong(byte[] data) {
        unflushed = true;
        WebSocketFrames.writePong(data, chunk(WebSocketFrames.MAX_HEADER + data.length));
    }

    /** Asks for a flush soon. */
    void flush() {
        if (flushDue) {
            if (!inReadBurst) {
                lane.flushSaved();
            }
        } else if (unflushed) {
            flushDue = true;
            if (!inReadBurst) {
                lane.flushLater(this);
            }
        }
    }

    void burstBegins() {
        if (!inReadBurst) {
            inReadBurst = true;
            lane.beginReading();
        }
    }

    void burstEnds() {
        inReadBurst = false;
        flushNow();
    }

    /** Flushes with others: what fails ends this connection alone. */
    void flushInTurn() {
        try {
            flushNow();
        } catch (Throwable failure) {
            context.pipeline().fireExceptionCaught(failure);
        }
    }

    /** Flushes, if that has been asked for. */
    void flushNow() {
        if (flushDue) {
            flushDue = false;
            unflushed = false;
            if (!stuck || context.channel().isWritable()) {
                handCollected();
            } // else small frames go on gathering: each alone costs several times its bytes
            context.flush();
            handed = 0;
            stuck = buffered() > 0;
            behind = stuck;
            if (stuck) {
                backlog.flushed();
            }
        }
    }

    /** The channel takes more: what has gathered leaves. */
    void writable() {
        if (stuck) {
            flushDue = true;
            flushNow();
        }
    }

    /** Whether much of what was flushed has not been taken. */
    boolean hasBacklog() {
        return stuck && backlog.isMuch();
    }

    /**
     * What was written and the socket has not taken. Any thread. Asks the channel only if it was behind: the engine asks for each
     * message, and what it takes to get at the channel's buffer is not in the cache during a broadcast to thousands.
     */
    long pendingBytes() {
        ByteBuf own = chunk;
        long collected = own != null ? own.readableBytes() : to - from;
        return behind ? collected + buffered() : collected;
    }

    private long buffered() {
        return NettyBacklog.pendingBytes(context.channel());
    }

    /** Sends a close frame behind all that has been written, at once. */
    ChannelFuture close(int status) {
        ByteBuf last = chunk(WebSocketFrames.MAX_HEADER);
        WebSocketFrames.writeClose(status, last);
        chunk = null;
        flushDue = false;
        return context.writeAndFlush(last);
    }

    /** Drops what has not been written. */
    void discard() {
        if (chunk != null) {
            chunk.release();
            chunk = null;
        }
        if (run != null) {
            run.release();
            forgetRun();
        }
    }

    private ByteBuf chunk(int needed) {
        if (run != null || chunk != null && chunk.readableBytes() + needed > MAX_CHUNK) {
            handCollected();
        }
        if (chunk == null) {
            chunk = context.alloc().directBuffer(stuck ? needed : Math.max(CHUNK, needed));
        }
        return chunk;
    }

    private void handCollected() {
        ByteBuf collected = chunk;
        if (collected != null) {
            chunk = null;
            hand(collected);
        } else if (run != null) {
            ByteBuf part = run.duplicate().setIndex(from, to);
            forgetRun();
            hand(part);
        }
    }

    private void hand(ByteBuf bytes) {
        behind = true;
        handed += bytes.readableBytes();
        if (handed >= MUCH && !stuck) {
            lane.flushSoon();
        }
        context.write(bytes, context.voidPromise());
    }

    private void forgetRun() {
        run = null;
        from = 0;
        to = 0;
    }
}
