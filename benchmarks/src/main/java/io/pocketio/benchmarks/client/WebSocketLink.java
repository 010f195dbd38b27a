package io.pocketio.benchmarks.client;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler.ClientHandshakeStateEvent;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketVersion;
import java.net.URI;

/** A WebSocket. */
final class WebSocketLink extends SimpleChannelInboundHandler<WebSocketFrame> implements Link {

    private static final int MAX_ANSWER = 64 * 1024;
    private static final int MAX_FRAME = 16 * 1024 * 1024;

    private final Listener listener;
    private final Channel channel;
    private boolean ended;

    /** @param query what the handshake says beside the transport and the revision, from an ampersand on */
    WebSocketLink(ClientLoop loop, int port, ClientSettings settings, String query, Listener listener) {
        this.listener = listener;
        URI uri = URI.create("ws://" + Endpoint.HOST + ':' + port + Endpoint.path("websocket") + query);
        Bootstrap bootstrap = loop.bootstrap().handler(new Pipeline(uri));
        if (settings.receiveBuffer() > 0) {
            bootstrap.option(ChannelOption.SO_RCVBUF, settings.receiveBuffer());
        }
        if (settings.sendBuffer() > 0) {
            bootstrap.option(ChannelOption.SO_SNDBUF, settings.sendBuffer());
        }
        ChannelFuture connected = bootstrap.connect(Endpoint.HOST, port);
        channel = connected.channel();
        connected.addListener(future -> {
            if (!future.isSuccess()) {
                end("no connection: " + future.cause());
            }
        });
    }

    @Override
    public void send(String packet) {
        channel.writeAndFlush(new TextWebSocketFrame(packet), channel.voidPromise());
    }

    @Override
    public void send(byte[] message) {
        channel.writeAndFlush(new BinaryWebSocketFrame(Unpooled.wrappedBuffer(message)), channel.voidPromise());
    }

    @Override
    public boolean isWritable() {
        return channel.isWritable();
    }

    @Override
    public void setReading(boolean reading) {
        channel.config().setAutoRead(reading);
    }

    @Override
    public void close() {
        channel.close();
    }

    @Override
    public void reset() {
        channel.config().setOption(ChannelOption.SO_LINGER, 0);
        channel.close();
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
        ByteBuf content = frame.content();
        if (frame instanceof TextWebSocketFrame) {
            listener.packet(content);
        } else if (frame instanceof BinaryWebSocketFrame) {
            listener.message(content);
        } else {
            exceptionCaught(context, new IllegalStateException("unexpected " + frame));
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event == ClientHandshakeStateEvent.HANDSHAKE_COMPLETE) {
            listener.opened();
        } else if (event == ClientHandshakeStateEvent.HANDSHAKE_TIMEOUT) {
            context.close();
            end("the handshake took too long");
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (channel.isWritable()) {
            listener.writable();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        end("the server closed the connection");
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
        end(cause.toString());
    }

    private void end(String reason) {
        if (!ended) {
            ended = true;
            listener.closed(reason);
        }
    }

    /** HTTP until the handshake is done. */
    private final class Pipeline extends ChannelInitializer<Channel> {

        private final URI uri;

        private Pipeline(URI uri) {
            this.uri = uri;
        }

        @Override
        protected void initChannel(Channel connecting) {
            WebSocketClientProtocolConfig config = WebSocketClientProtocolConfig.newBuilder()
                    .webSocketUri(uri)
                    .version(WebSocketVersion.V13)
                    .maxFramePayloadLength(MAX_FRAME)
                    .withUTF8Validator(false) // answers are compared with what was sent
                    .build();
            connecting
                    .pipeline()
                    .addLast(
                            new HttpClientCodec(),
                            new HttpObjectAggregator(MAX_ANSWER),
                            new WebSocketClientProtocolHandler(config),
                            WebSocketLink.this);
        }
    }
}
