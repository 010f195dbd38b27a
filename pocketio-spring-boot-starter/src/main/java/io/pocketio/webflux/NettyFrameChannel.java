package io.pocketio.webflux;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.CodecException;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import io.pocketio.engine.FrameChannel;
import io.pocketio.engine.FrameListener;
import io.pocketio.engine.Lane;
import io.pocketio.engine.packet.Frame;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.netty.NettyPipeline;

/**
 * A WebSocket on Netty: the channel handler behind Netty's frame decoder, and the engine's view of the channel. What is written
 * is collected and goes out in one piece: when the burst of frames being read is over, or at the end of the event loop's turn.
 *
 * <p>Confined to the channel's event loop, apart from what {@link FrameChannel} lets any thread call.
 */
final class NettyFrameChannel extends ChannelInboundHandlerAdapter implements FrameChannel {

    private static final Logger logger = LoggerFactory.getLogger(NettyFrameChannel.class);

    private static final String NAME = "pocketio";
    private static final int LOW_WATER_MARK = 32 * 1024;
    private static final int HIGH_WATER_MARK = 64 * 1024;
    private static final WriteBufferWaterMark WATER_MARK = new WriteBufferWaterMark(LOW_WATER_MARK, HIGH_WATER_MARK);

    /** What is collected for one write: usually this much, never more than that. */
    private static final int CHUNK = 512;

    private static final int MAX_CHUNK = 16 * 1024;

    /** How long a peer may take to answer a close frame. */
    private static final long CLOSE_TIMEOUT_SECONDS = 5;

    private enum State {
        OPEN,
        /** We have sent a close frame, and wait for the peer's, or for the end of the connection. */
        CLOSING,
        /** The listener has been told. */
        CLOSED
    }

    private final Channel channel;
    private final NettyLane lane;
    private final int maxMessageSize;

    @SuppressWarnings("NullAway.Init") // set when added to the pipeline, before anything else happens
    private ChannelHandlerContext context;

    private @Nullable FrameListener listener;
    /** Why the connection ended while nobody listened yet. */
    private @Nullable Throwable earlyCause;

    private State state = State.OPEN;

    /** Collected, not yet written. */
    private @Nullable ByteBuf chunk;

    /** Something has been written since the last flush. */
    private boolean written;

    private boolean flushDue;
    private boolean inReadBurst;

    private boolean paused;
    /** What had been read already when reading was paused. */
    private @Nullable Queue<Frame> held;

    private @Nullable FragmentedMessage fragments;
    private @Nullable Future<?> closeTimer;

    private NettyFrameChannel(Channel channel, int maxMessageSize) {
        this.channel = channel;
        this.lane = NettyLane.of(channel.eventLoop());
        this.maxMessageSize = maxMessageSize;
    }

    /** Takes over a channel right after its upgrade, in its event loop. Does nothing when it is closed already. */
    static void start(Channel channel, int maxMessageSize, Function<FrameChannel, FrameListener> accept) {
        if (!channel.isActive()) {
            return;
        }
        NettyFrameChannel frames = new NettyFrameChannel(channel, maxMessageSize);
        ChannelPipeline pipeline = channel.pipeline();
        // As the one that Reactor Netty has put there, but for two things: what no extension has been agreed on for is
        // an
        // error, and on an error we close ourselves, so that the peer gets to read why.
        pipeline.replace(
                WebSocket13FrameDecoder.class,
                "wsdecoder",
                new WebSocket13FrameDecoder(WebSocketDecoderConfig.newBuilder()
                        .maxFramePayloadLength(maxMessageSize)
                        .closeOnProtocolViolation(false)
                        .build()));
        pipeline.addBefore(NettyPipeline.ReactiveBridge, NAME, frames);
        channel.config().setWriteBufferWaterMark(WATER_MARK);
        frames.listen(accept);
        channel.config().setAutoRead(true);
    }

    private void listen(Function<FrameChannel, FrameListener> accept) {
        try {
            FrameListener accepted = accept.apply(this);
            listener = accepted;
            if (state == State.CLOSED) {
                accepted.closed(earlyCause);
            }
        } catch (RuntimeException failure) {
            channel.close();
            throw failure;
        }
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
    }

    // What the engine calls

    @Override
    public Lane lane() {
        return lane;
    }

    @Override
    public void write(Frame frame) {
        if (state != State.OPEN) {
            return;
        }
        ByteBuf shared = lane.shared(frame, channel.alloc());
        if (shared == null) {
            WebSocketFrames.write(frame, chunk(WebSocketFrames.MAX_HEADER + frame.length()));
        } else {
            writeChunk();
            context.write(shared, context.voidPromise());
        }
        written = true;
    }

    @Override
    public void flush() {
        if (written && !flushDue) {
            flushDue = true;
            if (!inReadBurst) {
                lane.flushLater(this);
            }
        }
    }

    /** At the end of the turn, or of the read burst. */
    void flushNow() {
        if (flushDue) {
            flushDue = false;
            written = false;
            writeChunk();
            context.flush();
        }
    }

    @Override
    public boolean isWritable() {
        return channel.isWritable();
    }

    @Override
    public long pendingBytes() {
        if (!channel.isActive()) {
            return 0;
        }
        return channel.isWritable()
                ? Math.max(0, HIGH_WATER_MARK - channel.bytesBeforeUnwritable())
                : Math.max(0, LOW_WATER_MARK + channel.bytesBeforeWritable());
    }

    @Override
    public void setReading(boolean reading) {
        if (state != State.OPEN || paused != reading) {
            return;
        }
        paused = !reading;
        if (paused) {
            channel.config().setAutoRead(false);
        } else {
            // not from within the engine's own call
            context.executor().execute(this::resume);
        }
    }

    private void resume() {
        handOnHeld();
        if (!paused) {
            channel.config().setAutoRead(true);
        }
    }

    private void handOnHeld() {
        while (held != null && !paused && state == State.OPEN) {
            Frame frame = held.poll();
            if (frame == null) {
                held = null;
            } else if (listener != null) {
                listener.frame(frame);
            }
        }
    }

    @Override
    public void close() {
        if (!lane.inLane()) {
            lane.execute(this::close);
        } else if (state == State.OPEN) {
            state = State.CLOSING;
            held = null;
            fragments = null;
            sendClose(WebSocketFrames.NO_STATUS);
        }
    }

    // What the pipeline calls

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        inReadBurst = true;
        try {
            // what is not a frame came together with the request, before the upgrade was answered: no client may do
            // that
            if (state != State.CLOSED && message instanceof WebSocketFrame frame) {
                read(frame);
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void read(WebSocketFrame frame) {
        if (frame instanceof CloseWebSocketFrame close) {
            closedByPeer(close.statusCode());
        } else if (state != State.OPEN || frame instanceof PongWebSocketFrame) {
            return;
        } else if (frame instanceof PingWebSocketFrame) {
            answerPing(frame.content());
        } else if (fragments == null && frame.isFinalFragment()) {
            received(message(frame));
        } else {
            readFragment(frame);
        }
    }

    private static Frame message(WebSocketFrame frame) {
        byte[] bytes = new byte[frame.content().readableBytes()];
        frame.content().readBytes(bytes);
        return frame instanceof TextWebSocketFrame ? Frame.text(bytes) : Frame.binary(bytes);
    }

    private void readFragment(WebSocketFrame frame) {
        if (!(frame instanceof ContinuationWebSocketFrame)) {
            fragments = new FragmentedMessage(!(frame instanceof TextWebSocketFrame), maxMessageSize);
        }
        FragmentedMessage message = fragments;
        if (message == null) {
            return;
        }
        if (!message.add(frame.content())) {
            String words = "Fragmented message of more than " + maxMessageSize + " bytes";
            fail(new CorruptedWebSocketFrameException(WebSocketCloseStatus.MESSAGE_TOO_BIG, words, null));
        } else if (frame.isFinalFragment()) {
            fragments = null;
            received(message.whole());
        }
    }

    private void received(Frame frame) {
        if (paused || held != null) {
            if (held == null) {
                held = new ArrayDeque<>();
            }
            held.add(frame);
        } else if (listener != null) {
            listener.frame(frame);
        }
    }

    /** Not answered while the peer does not read what it gets: that would pile up. */
    private void answerPing(ByteBuf data) {
        if (channel.isWritable()) {
            WebSocketFrames.writePong(data, chunk(WebSocketFrames.MAX_HEADER + data.readableBytes()));
            written = true;
            flush();
        }
    }

    private void closedByPeer(int status) {
        if (state == State.OPEN) {
            sendClose(status < 0 ? WebSocketFrames.NO_STATUS : status).addListener(ChannelFutureListener.CLOSE);
        } else {
            context.close();
        }
        end(null);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        inReadBurst = false;
        flushNow();
        ctx.fireChannelReadComplete();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (state == State.OPEN && listener != null && channel.isWritable()) {
            listener.writable();
        }
        ctx.fireChannelWritabilityChanged();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (closeTimer != null) {
            closeTimer.cancel(false);
        }
        if (chunk != null) {
            chunk.release();
            chunk = null;
        }
        end(null);
        ctx.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof ClosedChannelException) {
            return; // a write came too late; channelInactive has been, or will be called
        }
        if (cause instanceof CorruptedWebSocketFrameException violation && state == State.OPEN) {
            fail(violation);
            return;
        }
        if (!(cause instanceof IOException || cause instanceof CodecException)) {
            logger.error("A WebSocket is closed because of an unexpected error", cause);
        }
        end(state == State.OPEN ? cause : null);
        ctx.close();
    }

    private void fail(CorruptedWebSocketFrameException violation) {
        sendClose(violation.closeStatus().code()).addListener(this::endOutput);
        // What is on its way still is read, but not looked at: closing on unread bytes would take the close frame from
        // the peer.
        channel.pipeline().remove(WebSocket13FrameDecoder.class);
        end(violation);
    }

    private void endOutput(Future<?> closeSent) {
        if (channel instanceof DuplexChannel duplex) {
            duplex.shutdownOutput();
        }
    }

    private void end(@Nullable Throwable cause) {
        if (state == State.CLOSED) {
            return;
        }
        Queue<Frame> undelivered = held;
        held = null;
        fragments = null;
        state = State.CLOSED;
        if (listener == null) {
            earlyCause = cause;
            return;
        }
        if (undelivered != null) {
            undelivered.forEach(listener::frame);
        }
        listener.closed(cause);
    }

    private ByteBuf chunk(int needed) {
        if (chunk != null && chunk.readableBytes() + needed > MAX_CHUNK) {
            writeChunk();
        }
        if (chunk == null) {
            chunk = channel.alloc().directBuffer(Math.max(CHUNK, needed));
        }
        return chunk;
    }

    private void writeChunk() {
        if (chunk != null) {
            context.write(chunk, context.voidPromise());
            chunk = null;
        }
    }

    private ChannelFuture sendClose(int status) {
        ByteBuf last = chunk(WebSocketFrames.MAX_HEADER);
        WebSocketFrames.writeClose(status, last);
        chunk = null;
        flushDue = false;
        closeTimer = context.executor().schedule(() -> context.close(), CLOSE_TIMEOUT_SECONDS, TimeUnit.SECONDS);
        channel.config().setAutoRead(true); // to see the peer's answer
        return context.writeAndFlush(last);
    }
}
