package io.pocketio.webflux;

import io.pocketio.engine.Compression;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;

/** Chooses among the bindings that the class path has, in the order in which they are listed. */
final class WebSocketBindings {

    private WebSocketBindings() {}

    /**
     * Decides with each request, by the server's own response below WebFlux's. A server's classes are there only where it is: with
     * Reactor Netty alone there is no Jakarta WebSocket API, with another server's starter often no Netty.
     *
     * @param compression on Reactor Netty; other servers agree on it by themselves, or do not
     */
    static WebSocketUpgrade ofServerInUse(int maxMessageSize, @Nullable Compression compression) {
        List<WebSocketBinding> listed = SpringFactoriesLoader.forDefaultResourceLocation(
                        WebSocketBindings.class.getClassLoader())
                .load(WebSocketBinding.class);
        List<WebSocketBinding> present =
                listed.stream().filter(WebSocketBinding::isPresent).toList();
        WebSocketBinding last = last(present.isEmpty() ? listed : present); // that for any server
        WebSocketUpgrade upgrade = last.create(maxMessageSize, compression);
        for (int i = present.size() - 2; i >= 0; i--) {
            WebSocketBinding binding = present.get(i);
            upgrade = either(binding, binding.create(maxMessageSize, compression), upgrade);
        }
        return upgrade;
    }

    private static WebSocketBinding last(List<WebSocketBinding> bindings) {
        return bindings.get(bindings.size() - 1);
    }

    private static WebSocketUpgrade either(WebSocketBinding binding, WebSocketUpgrade own, WebSocketUpgrade other) {
        return (exchange, headers, accept) -> {
            boolean supported = binding.supports(nativeResponse(exchange.getResponse()));
            return (supported ? own : other).upgrade(exchange, headers, accept);
        };
    }

    private static Object nativeResponse(ServerHttpResponse response) {
        return ServerHttpResponseDecorator.getNativeResponse(response);
    }
}
