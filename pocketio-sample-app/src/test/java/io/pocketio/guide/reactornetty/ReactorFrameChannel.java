package io.pocketio.guide.reactornetty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.pocketio.engine.FrameChannel;
import io.pocketio.engine.FrameListener;
import io.pocketio.engine.packet.Frame;
import io.pocketio.lane.Lane;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.netty.Connection;

/** A WebSocket of Reactor Netty as the engine sees it. Confined to its event loop, apart from {@link #close}. */
final class ReactorFrameChannel extends SimpleChannelInboundHandler<WebSocketFrame> implements FrameChannel {

    private final Channel channel;
    private final Lane lane;
    private @Nullable FrameListener listener;

    private ReactorFrameChannel(Channel channel) {
        this.channel = channel;
        this.lane = new EventLoopLane(channel.eventLoop());
    }

    /** In the event loop, right after the upgrade. */
    static void start(Connection connection, int maxMessageSize, Function<FrameChannel, FrameListener> accept) {
        ReactorFrameChannel frames = new ReactorFrameChannel(connection.channel());
        connection.addHandlerLast(new WebSocketFrameAggregator(maxMessageSize)).addHandlerLast(frames);
        frames.listener = accept.apply(frames);
        frames.setReading(true);
    }

    // What the engine calls

    @Override
    public void write(Frame frame) {
        ByteBuf data = Unpooled.wrappedBuffer(frame.array(), frame.offset(), frame.length());
        channel.write(frame.isBinary() ? new BinaryWebSocketFrame(data) : new TextWebSocketFrame(data));
    }

    @Override
    public void flush() {
        channel.flush();
    }

    @Override
    public boolean isWritable() {
        return channel.isWritable();
    }

    @Override
    public long pendingBytes() {
        ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
        return buffer == null ? 0 : buffer.totalPendingWriteBytes();
    }

    @Override
    public void setReading(boolean reading) {
        channel.config().setAutoRead(reading);
    }

    @Override
    public void close() {
        lane.execute(() -> channel.writeAndFlush(new CloseWebSocketFrame()).addListener(ChannelFutureListener.CLOSE));
    }

    @Override
    public Lane lane() {
        return lane;
    }

    // What the pipeline calls

    /** Pings and close frames are left to Reactor Netty. */
    @Override
    public boolean acceptInboundMessage(Object message) {
        return message instanceof TextWebSocketFrame || message instanceof BinaryWebSocketFrame;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
        byte[] bytes = ByteBufUtil.getBytes(frame.content());
        if (listener != null) {
            listener.frame(frame instanceof TextWebSocketFrame ? Frame.text(bytes) : Frame.binary(bytes));
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (listener != null && channel.isWritable()) {
            listener.writable();
        }
        context.fireChannelWritabilityChanged();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        closed(null);
        context.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        closed(cause);
        context.close();
    }

    private void closed(@Nullable Throwable cause) {
        FrameListener told = listener;
        listener = null;
        if (told != null) {
            told.closed(cause);
        }
    }
}
