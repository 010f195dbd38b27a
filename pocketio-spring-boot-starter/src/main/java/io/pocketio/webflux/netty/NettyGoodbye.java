package io.pocketio.webflux.netty;

import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.DuplexChannel;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The close frame that has been sent on a channel, and the time that the peer has to answer it, or just to take it. Made when
 * a connection ends, which costs one that lasts nothing. Confined to the event loop.
 */
final class NettyGoodbye {

    private static final Logger logger = LoggerFactory.getLogger(NettyGoodbye.class);

    /** How long a peer may take to answer a close frame. */
    private static final long CLOSE_TIMEOUT_SECONDS = 5;

    private final ChannelFuture sent;
    private final @Nullable Future<?> timer;

    private NettyGoodbye(ChannelFuture sent, @Nullable Future<?> timer) {
        this.sent = sent;
        this.timer = timer;
    }

    /**
     * Sends a close frame, and waits for the peer's, or for the end of the connection. To see that is the caller's business: who read on at
     * once would hold all that comes ahead of what waits for its turn.
     */
    static NettyGoodbye say(int status, ChannelHandlerContext context, NettyFrameWriter writer) {
        Future<?> timer = closeLater(context);
        return new NettyGoodbye(writer.close(status), timer);
    }

    /** Sends the close frame that answers the peer's, and closes the channel behind it. */
    static NettyGoodbye answer(int status, ChannelHandlerContext context, NettyFrameWriter writer) {
        ChannelFuture sent = writer.close(status);
        Future<?> timer = sent.isDone() ? null : closeLater(context); // seldom
        sent.addListener(ChannelFutureListener.CLOSE);
        return new NettyGoodbye(sent, timer);
    }

    private static Future<?> closeLater(ChannelHandlerContext context) {
        return context.executor().schedule(() -> context.close(), CLOSE_TIMEOUT_SECONDS, TimeUnit.SECONDS);
    }

    /**
     * Ends our half only, behind the close frame. What is on its way still is read, though not looked at: closing on unread bytes resets
     * the connection, and might take the close frame from the peer.
     */
    void endOutput() {
        if (sent.channel() instanceof DuplexChannel duplex) {
            sent.addListener(done -> duplex.shutdownOutput());
        }
    }

    /** The connection has ended. */
    void over() {
        if (timer != null) {
            timer.cancel(false);
        }
    }

    /**
     * Closes a channel whose peer does not read, and forgets what was to be sent to it: here, in handlers that would like to say goodbye,
     * and in the operating system, where as much may lie again.
     */
    static void drop(Channel channel) {
        try {
            channel.config().setOption(ChannelOption.SO_LINGER, 0);
        } catch (ChannelException closed) {
            logger.trace("The peer was faster", closed);
        }
        channel.unsafe().close(channel.newPromise());
    }
}
