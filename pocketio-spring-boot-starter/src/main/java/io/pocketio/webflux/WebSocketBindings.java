package io.pocketio.webflux;

import io.pocketio.engine.Compression;
import io.pocketio.engine.EventLoopTurns;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;

/** Chooses among the bindings that the class path has, in the order in which they are listed. */
final class WebSocketBindings {

    private static final List<WebSocketBinding> LISTED = SpringFactoriesLoader.forDefaultResourceLocation(
                    WebSocketBindings.class.getClassLoader())
            .load(WebSocketBinding.class);

    private static final List<WebSocketBinding> PRESENT =
            LISTED.stream().filter(WebSocketBinding::isPresent).toList();

    private WebSocketBindings() {}

    /**
     * Decides with each request, by the server's own response below WebFlux's. A server's classes are there only where it is: with
     * Reactor Netty alone there is no Jakarta WebSocket API, with another server's starter often no Netty.
     *
     * @param compression on Reactor Netty; other servers agree on it by themselves, or do not
     */
    static WebSocketUpgrade ofServerInUse(int maxMessageSize, @Nullable Compression compression) {
        WebSocketBinding last = last(PRESENT.isEmpty() ? LISTED : PRESENT); // that for any server
        WebSocketUpgrade upgrade = last.create(maxMessageSize, compression);
        for (int i = PRESENT.size() - 2; i >= 0; i--) {
            WebSocketBinding binding = PRESENT.get(i);
            upgrade = either(binding, binding.create(maxMessageSize, compression), upgrade);
        }
        return upgrade;
    }

    /** Of the event loop of the response's connection; {@code null} where the server has none that is known. */
    static @Nullable EventLoopTurns turns(ServerHttpResponse response) {
        Object responding;
        try {
            responding = nativeResponse(response);
        } catch (IllegalArgumentException none) {
            return null; // a mock, as applications test with, has no server below
        }
        for (WebSocketBinding binding : PRESENT) {
            if (binding.supports(responding)) {
                return binding.turns(responding);
            }
        }
        return null;
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
