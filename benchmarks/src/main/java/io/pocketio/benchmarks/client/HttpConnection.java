package io.pocketio.benchmarks.client;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A connection that is kept alive, for one request at a time. Confined to the loop. */
final class HttpConnection extends SimpleChannelInboundHandler<FullHttpResponse> {

    private static final int MAX_ANSWER = 16 * 1024 * 1024;

    private final Consumer<String> onClose;
    private final ChannelFuture opening;
    private final Channel channel;

    /** Takes the answer to the request that is under way. */
    private @Nullable Consumer<String> answer;

    private boolean ended;

    /** @param onClose told once when the connection, or a request, has failed */
    HttpConnection(ClientLoop loop, int port, Consumer<String> onClose) {
        this.onClose = onClose;
        opening = loop.bootstrap()
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel connecting) {
                        connecting
                                .pipeline()
                                .addLast(
                                        new HttpClientCodec(),
                                        new HttpObjectAggregator(MAX_ANSWER),
                                        HttpConnection.this);
                    }
                })
                .connect(Endpoint.HOST, port);
        channel = opening.channel();
    }

    boolean isIdle() {
        return answer == null;
    }

    void get(String path, Consumer<String> body) {
        send(new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, path), body);
    }

    void post(String path, String content, Consumer<String> body) {
        FullHttpRequest request = new DefaultFullHttpRequest(
                HttpVersion.HTTP_1_1, HttpMethod.POST, path, Unpooled.copiedBuffer(content, StandardCharsets.UTF_8));
        request.headers().set(HttpHeaderNames.CONTENT_TYPE, "text/plain;charset=UTF-8");
        request.headers().set(HttpHeaderNames.CONTENT_LENGTH, request.content().readableBytes());
        send(request, body);
    }

    private void send(FullHttpRequest request, Consumer<String> body) {
        answer = body;
        request.headers().set(HttpHeaderNames.HOST, Endpoint.HOST);
        opening.addListener(opened -> {
            if (opened.isSuccess()) {
                channel.writeAndFlush(request, channel.voidPromise());
            } else {
                request.release();
                end("no connection: " + opened.cause());
            }
        });
    }

    void close() {
        ended = true;
        channel.close();
    }

    void reset() {
        channel.config().setOption(ChannelOption.SO_LINGER, 0);
        close();
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpResponse response) {
        Consumer<String> taker = answer;
        answer = null;
        if (ended) {
            return;
        }
        String body = response.content().toString(StandardCharsets.UTF_8);
        if (taker == null || !response.status().equals(HttpResponseStatus.OK)) {
            end("status " + response.status() + ", " + body);
        } else {
            taker.accept(body);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        end("the server closed the connection");
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        end(cause.toString());
    }

    private void end(String reason) {
        if (!ended) {
            close();
            onClose.accept(reason);
        }
    }
}
