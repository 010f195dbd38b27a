package io.pocketio.webflux;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.pocketio.engine.Compression;
import io.pocketio.engine.packet.Frame;
import org.jspecify.annotations.Nullable;

/**
 * What goes out on one channel. Frames are collected, so that the answers to a burst of messages leave as one buffer; they are
 * flushed when the burst has been read, or with the others' at the end of the event loop's turn. Confined to the event loop.
 */
final class NettyFrameWriter {

    /** What is collected at first, and at most; a small frame fits into the first always. */
    private static final int CHUNK = 512;

    private static final int MAX_CHUNK = 16 * 1024;

    private final ChannelHandlerContext context;
    private final NettyLane lane;

    /** Length from which on frames are compressed. */
    private final int threshold;

    /** Collected, not yet written. */
    private @Nullable ByteBuf chunk;

    private boolean inReadBurst;

    /** Something has come since the last flush. */
    private boolean unflushed;

    private boolean flushDue;

    /** @param compression {@code null} when the client has not agreed to it */
    NettyFrameWriter(ChannelHandlerContext context, NettyLane lane, @Nullable Compression compression) {
        this.context = context;
        this.lane = lane;
        this.threshold = compression == null ? Integer.MAX_VALUE : compression.threshold();
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
        ByteBuf shared = lane.shared(frame, compressed, context.alloc());
        if (shared == null) {
            ByteBuf out = chunk(WebSocketFrames.MAX_HEADER + frame.length());
            WebSocketFrames.write(frame, compressed ? WebSocketFrames.COMPRESSED : 0, out);
        } else {
            writeChunk();
            context.write(shared, context.voidPromise());
        }
    }

    void writePong(byte[] data) {
        unflushed = true;
        WebSocketFrames.writePong(data, chunk(WebSocketFrames.MAX_HEADER + data.length));
    }

    /** Asks for a flush soon. */
    void flush() {
        if (unflushed && !flushDue) {
            flushDue = true;
            if (!inReadBurst) {
                lane.flushLater(this);
            }
        }
    }

    void burstBegins() {
        inReadBurst = true;
    }

    void burstEnds() {
        inReadBurst = false;
        flushNow();
    }

    /** Flushes, if that has been asked for. */
    void flushNow() {
        if (flushDue) {
            flushDue = false;
            unflushed = false;
            writeChunk();
            context.flush();
        }
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
    }

    private ByteBuf chunk(int needed) {
        if (chunk != null && chunk.readableBytes() + needed > MAX_CHUNK) {
            writeChunk();
        }
        if (chunk == null) {
            chunk = context.alloc().directBuffer(Math.max(CHUNK, needed));
        }
        return chunk;
    }

    private void writeChunk() {
        if (chunk != null) {
            context.write(chunk, context.voidPromise());
            chunk = null;
        }
    }
}
