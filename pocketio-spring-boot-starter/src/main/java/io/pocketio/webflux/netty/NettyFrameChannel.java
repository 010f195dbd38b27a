package io.pocketio.webflux.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.handler.codec.CodecException;
import io.netty.handler.codec.http.websocketx.WebSocketFrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketFrameEncoder;
import io.pocketio.engine.Compression;
import io.pocketio.engine.FrameChannel;
import io.pocketio.engine.FrameListener;
import io.pocketio.engine.packet.Frame;
import io.pocketio.lane.Lane;
import io.pocketio.websocket.WebSocketFrames;
import io.pocketio.websocket.WebSocketViolation;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A WebSocket on Netty: the channel handler that frames and unframes, in place of Netty's codec, and the engine's view of the
 * channel. Confined to the channel's event loop, apart from what {@link FrameChannel} lets any thread call.
 */
final class NettyFrameChannel extends NettyFrameInput implements FrameChannel, NettyBacklog.Owner {

    private static final Logger logger = LoggerFactory.getLogger(NettyFrameChannel.class);
    private static final WriteBufferWaterMark WATER_MARK = new WriteBufferWaterMark(32 * 1024, 64 * 1024);

    /** Still HTTP; open; a close frame has been sent, but the peer's has not come, nor the end; the listener has been told. */
    private enum State {
        UPGRADING,
        OPEN,
        CLOSING,
        CLOSED
    }

    private final @Nullable Compression compression;

    @SuppressWarnings("NullAway.Init") // set when added to the pipeline, before anything else happens
    private ChannelHandlerContext context;

    @SuppressWarnings("NullAway.Init") // as the context
    private NettyFrameWriter writer;

    private @Nullable FrameListener listener;
    /** Why the connection has gone, until the listener can be told. */
    private @Nullable Throwable cause;

    private State state = State.UPGRADING;

    /** The connection is gone; the listener is told when it has got what came before. */
    private boolean gone;

    private @Nullable NettyGoodbye goodbye;

    /** @param compression {@code null} when the client has not agreed to it */
    NettyFrameChannel(Channel channel, int maxMessageSize, @Nullable Compression compression) {
        super(channel, maxMessageSize, compression != null);
        this.compression = compression;
    }

    /**
     * Takes over when the answer to the handshake has been written. What the engine has to say at once is written behind that, past
     * the HTTP codec, which is there still, and flushed with it. In the event loop; does nothing when the channel is closed already.
     */
    void start(Function<FrameChannel, FrameListener> accept) {
        if (!channel.isActive()) {
            return;
        }
        ChannelPipeline pipeline = channel.pipeline();
        ChannelHandlerContext ahead = pipeline.context(WebSocketFrameEncoder.class);
        channel.config().setWriteBufferWaterMark(WATER_MARK);
        state = State.OPEN;
        writer.writeTo(ahead);
        writer.burstBegins();
        try {
            listen(accept);
        } finally {
            pipeline.remove(WebSocketFrameDecoder.class);
            pipeline.remove(WebSocketFrameEncoder.class);
            writer.burstEnds();
        }
    }

    /** The handshake is done, and the HTTP codec gone: reads from now on. */
    void upgraded() {
        writer.writeTo(context);
        resume();
    }

    boolean isUpgrading() {
        return state == State.UPGRADING;
    }

    private void listen(Function<FrameChannel, FrameListener> accept) {
        try {
            listener = accept.apply(this);
        } finally {
            if (listener == null) {
                channel.close(); // the engine has failed
            }
        }
        if (state == State.CLOSED) {
            listener.closed(cause);
        }
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
        writer = new NettyFrameWriter(ctx, lane, compression, this);
    }

    @Override
    public Lane lane() {
        return lane;
    }

    @Override
    public void write(Frame frame) {
        if (state == State.OPEN && !gone) {
            writer.write(frame);
        }
    }

    @Override
    public void flush() {
        writer.flush();
    }

    @Override
    public boolean isWritable() {
        return channel.isWritable();
    }

    @Override
    public long pendingBytes() {
        return writer.pendingBytes();
    }

    @Override
    public void setReading(boolean reading) {
        if (state == State.OPEN && isPaused() == reading) {
            if (reading) {
                readOn();
            } else {
                pause();
            }
        }
    }

    @Override
    public void close() {
        lane.execute(() -> {
            if (state == State.OPEN) {
                state = State.CLOSING;
                goodbye = NettyGoodbye.say(WebSocketFrames.NO_STATUS, context, writer);
                readOn(); // to see the peer's answer
            }
        });
    }

    @Override
    public void abort() {
        lane.execute(() -> {
            state = state == State.OPEN ? State.CLOSING : state;
            NettyGoodbye.drop(channel);
        });
    }

    // What the pipeline calls

    @Override
    public void backlogChanged() {
        if (state == State.OPEN && listener != null) {
            listener.backlogChanged();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (!(message instanceof ByteBuf bytes)) {
            ctx.fireChannelRead(message); // the end of the request
        } else {
            writer.burstBegins();
            take(bytes);
        }
    }

    @Override
    boolean hasBegun() {
        return state != State.UPGRADING;
    }

    @Override
    boolean hasEnded() {
        return state == State.CLOSED;
    }

    @Override
    public void message(Frame message) {
        if (state == State.OPEN && listener != null) {
            listener.frame(message);
        }
    }

    @Override
    void partial(int bytes) {
        if (listener != null) {
            listener.partial(bytes);
        }
    }

    /** Not answered while the peer does not read what it gets: that would pile up. */
    @Override
    public void ping(byte[] data) {
        if (state == State.OPEN && channel.isWritable()) {
            writer.writePong(data);
            writer.flush();
        }
    }

    @Override
    public void close(int status) {
        if (state == State.OPEN && writer.hasBacklog()) {
            NettyGoodbye.drop(channel); // who has said goodbye takes nothing more
        } else if (state == State.OPEN) {
            goodbye = NettyGoodbye.answer(status, context, writer);
        } else {
            answered();
        }
        end(null);
    }

    private void answered() {
        if (state == State.CLOSING && listener != null) {
            listener.closeAnswered();
        }
        context.close();
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        writer.burstEnds();
        ctx.fireChannelReadComplete();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (channel.isWritable()) {
            writer.writable();
            if (state == State.OPEN && listener != null) {
                listener.writable();
            }
        }
        ctx.fireChannelWritabilityChanged();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (goodbye != null) {
            goodbye.over();
        }
        gone(null);
        ctx.fireChannelInactive();
    }

    private void gone(@Nullable Throwable why) {
        if (!gone) {
            gone = true;
            cause = why;
            finish();
        }
    }

    @Override
    void finished() {
        end(cause);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable failure) {
        if (state == State.UPGRADING) {
            ctx.fireExceptionCaught(failure);
        } else if (failure instanceof IOException && !(failure instanceof ClosedChannelException)) {
            gone(failure);
            context.close();
        } else if (!(failure instanceof ClosedChannelException)) { // else a write is too late: channelInactive tells
            failed(failure);
        }
    }

    @Override
    void failed(Throwable failure) {
        if (!(failure instanceof CodecException)) {
            logger.error("A WebSocket is closed because of an unexpected error", failure);
        }
        end(failure);
        context.close();
    }

    @Override
    void violated(WebSocketViolation violation) {
        if (state == State.OPEN && writer.hasBacklog()) {
            end(violation);
            NettyGoodbye.drop(channel);
        } else if (state == State.OPEN) {
            goodbye = NettyGoodbye.say(violation.status(), context, writer);
            goodbye.endOutput();
            end(violation);
            channel.config().setAutoRead(true); // to drop what comes
        } else {
            context.close();
        }
    }

    private void end(@Nullable Throwable why) {
        State before = state;
        if (before == State.CLOSED) {
            return;
        }
        state = State.CLOSED;
        drop();
        Throwable told = before == State.OPEN ? why : null;
        if (listener == null) {
            cause = told;
        } else {
            listener.closed(told);
        }
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        removed();
        writer.discard();
    }
}
