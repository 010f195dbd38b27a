package io.pocketio.webflux.netty;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoop;
import io.pocketio.engine.Compression;
import io.pocketio.engine.FrameChannel;
import io.pocketio.engine.FrameListener;
import io.pocketio.webflux.EngineHeaders;
import io.pocketio.webflux.WebSocketHandshakes;
import io.pocketio.webflux.WebSocketUpgrade;
import io.pocketio.websocket.DeflateOffers;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.Connection;
import reactor.netty.NettyPipeline;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.http.server.WebsocketServerSpec;

/**
 * The upgrade on Reactor Netty. Reactor Netty does the handshake, then hands out the connection, whose frames go through a
 * {@link NettyFrameChannel} and no publisher.
 */
final class NettyWebSocketUpgrade implements WebSocketUpgrade {

    private static final String FRAMES_NAME = "pocketio";
    private static final String ANSWER_NAME = "pocketio.handshake";

    private final int maxMessageSize;
    private final @Nullable Compression compression;

    /** For a client that has asked for no subprotocol, as most do. */
    private final WebsocketServerSpec plain;

    /** @param compression {@code null} to agree to none with any client */
    NettyWebSocketUpgrade(int maxMessageSize, @Nullable Compression compression) {
        this.maxMessageSize = maxMessageSize;
        this.compression = compression;
        this.plain = WebsocketServerSpec.builder()
                .maxFramePayloadLength(maxMessageSize)
                .build();
    }

    @Override
    public Mono<Void> upgrade(
            ServerWebExchange exchange,
            Map<String, List<String>> headers,
            Function<FrameChannel, FrameListener> accept) {
        ServerHttpResponse response = exchange.getResponse();
        HttpServerResponse netty = ServerHttpResponseDecorator.getNativeResponse(response);
        WebsocketServerSpec spec = spec(WebSocketHandshakes.subprotocol(exchange));
        EngineHeaders.write(headers, response.getHeaders());
        Compression agreed = agreeOnCompression(exchange);
        // completing the response sends nothing yet, it is how WebFlux has headers and cookies go out with an upgrade
        return response.setComplete().then(Mono.defer(() -> {
            Channel channel = channel(netty);
            EventLoop loop = channel.eventLoop();
            // the channel's handler has to be there before the first frame is read, wherever the engine gave its answer
            return loop.inEventLoop()
                    ? upgrade(netty, channel, agreed, spec, accept)
                    : Mono.defer(() -> upgrade(netty, channel, agreed, spec, accept))
                            .subscribeOn(Schedulers.fromExecutor(loop));
        }));
    }

    private @Nullable Compression agreeOnCompression(ServerWebExchange exchange) {
        String answer = compression == null
                ? null
                : DeflateOffers.answer(exchange.getRequest().getHeaders().getOrEmpty(DeflateOffers.HEADER));
        if (answer == null) {
            return null;
        }
        exchange.getResponse().getHeaders().set(DeflateOffers.HEADER, answer);
        return compression;
    }

    private WebsocketServerSpec spec(@Nullable String subprotocol) {
        return subprotocol == null
                ? plain
                : WebsocketServerSpec.builder()
                        .maxFramePayloadLength(maxMessageSize)
                        .protocols(subprotocol)
                        .build();
    }

    private static Channel channel(HttpServerResponse response) {
        AtomicReference<Channel> channel = new AtomicReference<>();
        response.withConnection(connection -> channel.set(connection.channel()));
        return Objects.requireNonNull(channel.get());
    }

    private Mono<Void> upgrade(
            HttpServerResponse response,
            Channel channel,
            @Nullable Compression agreed,
            WebsocketServerSpec spec,
            Function<FrameChannel, FrameListener> accept) {
        if (!channel.isActive() || channel.pipeline().get(FRAMES_NAME) != null) {
            return Mono.empty(); // the client has gone meanwhile, or went in the middle of an attempt that is made anew
        }
        NettyFrameChannel frames = new NettyFrameChannel(channel, maxMessageSize, agreed);
        HandshakeAnswer answer = new HandshakeAnswer(() -> frames.start(accept));
        channel.pipeline()
                .addBefore(NettyPipeline.ReactiveBridge, ANSWER_NAME, answer)
                .addBefore(NettyPipeline.ReactiveBridge, FRAMES_NAME, frames);
        return Mono.defer(() -> response.sendWebsocket(
                        (in, out) -> {
                            if (channel.isActive()) {
                                forgetRequest(channel);
                                frames.upgraded();
                            }
                            // at the end of this Reactor Netty would close the connection, which the channel does
                            return Mono.never();
                        },
                        spec))
                .doOnError(failure -> abandon(channel, frames, answer));
    }

    /** Has Reactor Netty keep the bare connection in place of the exchange, which is worth a third of an idle connection's memory. */
    private static void forgetRequest(Channel channel) {
        Connection bare = () -> channel;
        bare.bind();
    }

    /** The handshake has not been answered. */
    private static void abandon(Channel channel, NettyFrameChannel frames, HandshakeAnswer answer) {
        if (channel.eventLoop().inEventLoop()) {
            removeFrom(channel.pipeline(), answer);
            if (frames.isUpgrading()) {
                removeFrom(channel.pipeline(), frames);
            }
        } else {
            channel.eventLoop().execute(() -> abandon(channel, frames, answer));
        }
    }

    private static void removeFrom(ChannelPipeline pipeline, ChannelHandler handler) {
        if (pipeline.context(handler) != null) {
            pipeline.remove(handler);
        }
    }
}
