package io.pocketio.webflux.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.pocketio.webflux.LeakCheck;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LeakCheck.class)
class HandshakeAnswerTests {

    private final List<String> events = new ArrayList<>();
    private final HandshakeAnswer answer = new HandshakeAnswer(this::begin);
    private final EmbeddedChannel channel = new EmbeddedChannel(new Log(), new HttpResponseEncoder(), answer);

    private void begin() {
        events.add("begin");
        channel.pipeline().firstContext().write(channel.alloc().buffer().writeBytes(new byte[] {'0'}));
    }

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    @Test
    void beginsBetweenTheWriteAndTheFlushOfTheAnswer() {
        channel.writeAndFlush(switching("websocket"));

        assertThat(events).containsExactly("write", "begin", "flush");
        assertThat(written()).startsWith("HTTP/1.1 101").endsWith("0");
        assertThat(channel.pipeline().context(answer)).isNull();
    }

    @Test
    void waitsForTheAnswer() {
        channel.flush();

        assertThat(events).containsExactly("flush");
        assertThat(channel.pipeline().context(answer)).isNotNull();
    }

    @Test
    void doesNotBeginWhenTheAnswerCannotBeWritten() {
        DefaultFullHttpResponse released = switching("websocket");
        released.release();

        assertThat(channel.writeAndFlush(released).isSuccess()).isFalse();

        assertThat(events).doesNotContain("begin");
        assertThat(channel.pipeline().context(answer)).isNull();
    }

    @Test
    void doesNotBeginOnAnotherAnswer() {
        channel.writeAndFlush(
                new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.INTERNAL_SERVER_ERROR));

        assertThat(events).containsExactly("write", "flush");
    }

    private static DefaultFullHttpResponse switching(String protocol) {
        DefaultFullHttpResponse response =
                new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.SWITCHING_PROTOCOLS);
        response.headers().set("upgrade", protocol);
        return response;
    }

    private String written() {
        StringBuilder text = new StringBuilder();
        for (ByteBuf bytes = channel.readOutbound(); bytes != null; bytes = channel.readOutbound()) {
            text.append(bytes.toString(StandardCharsets.ISO_8859_1));
            bytes.release();
        }
        return text.toString();
    }

    private final class Log extends ChannelOutboundHandlerAdapter {

        @Override
        public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
            events.add("write");
            ctx.write(message, promise);
        }

        @Override
        public void flush(ChannelHandlerContext ctx) {
            events.add("flush");
            ctx.flush();
        }
    }
}
