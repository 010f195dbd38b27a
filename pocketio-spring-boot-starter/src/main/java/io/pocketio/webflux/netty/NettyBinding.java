package io.pocketio.webflux.netty;

import io.pocketio.engine.Compression;
import io.pocketio.engine.EventLoopTurns;
import io.pocketio.webflux.WebSocketBinding;
import io.pocketio.webflux.WebSocketUpgrade;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;
import reactor.netty.http.server.HttpServerResponse;

/** WebSockets on Reactor Netty, past its publishers. */
final class NettyBinding implements WebSocketBinding {

    @Override
    public boolean isPresent() {
        return ClassUtils.isPresent(
                "reactor.netty.http.server.HttpServerResponse", NettyBinding.class.getClassLoader());
    }

    @Override
    public boolean supports(Object nativeResponse) {
        return nativeResponse instanceof HttpServerResponse;
    }

    @Override
    public WebSocketUpgrade create(int maxMessageSize, @Nullable Compression compression) {
        return new NettyWebSocketUpgrade(maxMessageSize, compression);
    }

    @Override
    public @Nullable EventLoopTurns turns(Object nativeResponse) {
        EventLoopTurns[] turns = new EventLoopTurns[1];
        ((HttpServerResponse) nativeResponse)
                .withConnection(connection ->
                        turns[0] = new NettyTurns(connection.channel().eventLoop()));
        return turns[0];
    }
}
