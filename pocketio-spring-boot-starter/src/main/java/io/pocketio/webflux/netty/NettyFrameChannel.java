package io.pocketio.webflux.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
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
final class NettyFrameChannel extends ChannelInboundHandlerAdapter implements FrameChannel, NettyFrameInput.Owner {

    private static final Logger logger = LoggerFactory.getLogger(NettyFrameChannel.class);
    private static final WriteBufferWaterMark WATER_MARK = new WriteBufferWaterMark(32 * 1024, 64 * 1024);

    /** Still HTTP; open; a close frame has been sent, but the peer's has not come, nor the end; the listener has been told. */
    private enum State {
        UPGRADING,
        OPEN,
        CLOSING,
        CLOSED
    }

    private final Channel channel;
    private final NettyLane lane;
    private final @Nullable Compression compression;
    private final NettyFrameInput input;

    @SuppressWarnings("NullAway.Init") // set when added to the pipeline, before anything else happens
    private ChannelHandlerContext context;

    @SuppressWarnings("NullAway.Init") // as the context
    private NettyFrameWriter writer;

    private @Nullable FrameListener listener;
    /** Why the connection ended before the listener could be told. */
    private @Nullable Throwable earlyCause;

    private State state = State.UPGRADING;

    /** The connection is gone; the listener is told when it has got what came before. */
    private boolean gone;

    private @Nullable NettyGoodbye goodbye;

    /** @param compression {@code null} when the client has not agreed to it */
    NettyFrameChannel(Channel channel, int maxMessageSize, @Nullable Compression compression) {
        this.channel = channel;
        this.lane = NettyLane.of(channel.eventLoop());
        this.compression = compression;
        this.input = new NettyFrameInput(channel, lane, maxMessageSize, compression != null, this);
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
        input.begin();
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
        input.resume();
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
            listener.closed(earlyCause);
        }
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
        writer = new NettyFrameWriter(ctx, lane, compression, this::backlogChanged);
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
        if (state == State.OPEN && input.isPaused() == reading) {
            if (reading) {
                input.readOn();
            } else {
                input.pause();
            }
        }
    }

    @Override
    public boolean hasUnread() {
        return input.hasUnread();
    }

    @Override
    public void close() {
        lane.execute(() -> {
            if (state == State.OPEN) {
                state = State.CLOSING;
                goodbye = NettyGoodbye.say(WebSocketFrames.NO_STATUS, context, writer);
                input.readOn(); // to see the peer's answer
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

    private void backlogChanged() {
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
            input.take(bytes);
        }
    }

    @Override
    public boolean takesMore() {
        return input.takesMore();
    }

    @Override
    public void message(Frame message) {
        if (state == State.OPEN && listener != null) {
            listener.frame(message);
        }
    }

    @Override
    public void partial(int bytes) {
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

    private void gone(@Nullable Throwable cause) {
        if (!gone) {
            gone = true;
            input.finish(() -> end(cause));
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (state == State.UPGRADING) {
            ctx.fireExceptionCaught(cause);
        } else if (cause instanceof IOException && !(cause instanceof ClosedChannelException)) {
            gone(cause);
            context.close();
        } else if (!(cause instanceof ClosedChannelException)) { // else a write is too late: channelInactive tells
            failed(cause);
        }
    }

    @Override
    public void failed(Throwable cause) {
        if (!(cause instanceof CodecException)) {
            logger.error("A WebSocket is closed because of an unexpected error", cause);
        }
        end(cause);
        context.close();
    }

    @Override
    public void violated(WebSocketViolation violation) {
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

    private void end(@Nullable Throwable cause) {
        State before = state;
        if (before == State.CLOSED) {
            return;
        }
        state = State.CLOSED;
        input.end();
        Throwable told = before == State.OPEN ? cause : null;
        if (listener == null) {
            earlyCause = told;
        } else {
            listener.closed(told);
        }
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        input.removed();
        writer.discard();
    }
}
