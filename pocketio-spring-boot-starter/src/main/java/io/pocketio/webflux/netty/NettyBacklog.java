package io.pocketio.webflux.netty;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.pocketio.engine.EngineOptions;

/**
 * What a channel could not send although it was flushed. While there is much of it, an empty buffer waits at its end, and tells when all
 * before it has gone: Netty itself tells only of a channel that has fallen below its low-water mark, once it was above the high
 * one. Confined to the event loop.
 */
final class NettyBacklog implements ChannelFutureListener {

    private ChannelHandlerContext context;
    private final Owner owner;
    private boolean marked;

    NettyBacklog(ChannelHandlerContext context, Owner owner) {
        this.context = context;
        this.owner = owner;
    }

    interface Owner {

        /** There is a backlog, or it has grown smaller. */
        void backlogChanged();
    }

    /** Has marks leave from another place in the pipeline. */
    void writeTo(ChannelHandlerContext place) {
        context = place;
    }

    /** All that was written has been flushed. */
    void flushed() {
        if (!marked && isMuch()) {
            mark();
            owner.backlogChanged();
        }
    }

    boolean isMuch() {
        return pendingBytes(context.channel()) >= EngineOptions.UNCOUNTED_BYTES;
    }

    private void mark() {
        marked = true;
        context.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(this);
    }

    @Override
    public void operationComplete(ChannelFuture sent) {
        marked = false;
        if (sent.isSuccess() && isMuch()) {
            mark();
        }
        owner.backlogChanged();
    }

    /** Asks the buffer itself: the way by the channel's settings shows in a broadcast. */
    static long pendingBytes(Channel channel) {
        ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
        return buffer == null ? 0 : buffer.totalPendingWriteBytes();
    }
}
