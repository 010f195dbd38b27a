package io.pocketio.webflux;

import io.pocketio.engine.EngineRequest;
import java.io.IOException;
import java.net.URI;
import java.security.Principal;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.util.MultiValueMap;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

/** Translates WebFlux's requests into the engine's. */
final class EngineRequests {

    private EngineRequests() {}

    static Mono<EngineRequest> of(ServerWebExchange exchange) {
        return Mono.deferContextual(context -> exchange.getPrincipal()
                .map(principal -> translate(exchange, principal, context))
                .switchIfEmpty(Mono.fromSupplier(() -> translate(exchange, null, context))));
    }

    private static EngineRequest translate(
            ServerWebExchange exchange, @Nullable Principal principal, ContextView context) {
        ServerHttpRequest request = exchange.getRequest();
        URI uri = request.getURI();
        return new EngineRequest(
                request.getMethod().name(),
                uri.getRawQuery() == null ? uri.getRawPath() : uri.getRawPath() + '?' + uri.getRawQuery(),
                query(request.getQueryParams()),
                headers(request.getHeaders()),
                WebSocketHandshakes.asksForUpgrade(request.getHeaders()),
                "https".equalsIgnoreCase(uri.getScheme()),
                request.getRemoteAddress(),
                principal,
                context,
                body(request, exchange.getResponse()));
    }

    private static Map<String, String> query(MultiValueMap<String, String> parameters) {
        Map<String, String> query = new HashMap<>();
        parameters.forEach((name, values) -> {
            String last = values.get(values.size() - 1);
            query.put(name, last == null ? "" : last);
        });
        return query;
    }

    private static Map<String, List<String>> headers(HttpHeaders headers) {
        Map<String, List<String>> copy = new HashMap<>();
        headers.forEach((name, values) -> copy.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
        return copy;
    }

    /** Only a POST brings anything that the engine reads; the server drops what comes with other methods. */
    private static Flux<byte[]> body(ServerHttpRequest request, ServerHttpResponse response) {
        return request.getMethod() == HttpMethod.POST
                ? request.getBody().map(EngineRequests::bytes).concatWith(Mono.defer(() -> end(response)))
                : Flux.empty();
    }

    /** A body that ends because the server has refused its rest has not been received. */
    private static Mono<byte[]> end(ServerHttpResponse response) {
        return NativeResponses.isAnswered(response)
                ? Mono.error(new IOException("The request's body is malformed"))
                : Mono.empty();
    }

    private static byte[] bytes(DataBuffer buffer) {
        try {
            byte[] bytes = new byte[buffer.readableByteCount()];
            buffer.read(bytes);
            return bytes;
        } finally {
            DataBufferUtils.release(buffer);
        }
    }
}
