package io.pocketio.webflux;

import io.pocketio.engine.EngineResponse;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Writes an engine's response as it is: its headers, the length, the bytes. Immutable. */
final class RawServerResponse extends EngineServerResponse {

    private static final int NOT_MODIFIED = 304;

    private final EngineResponse response;

    RawServerResponse(EngineResponse response) {
        super(response);
        this.response = response;
    }

    @Override
    void addTo(HttpHeaders headers) {
        super.addTo(headers);
        if (response.status() != NOT_MODIFIED) {
            headers.setContentLength(response.body().length);
        }
    }

    @Override
    public Mono<Void> writeTo(ServerWebExchange exchange, Context context) {
        ServerHttpResponse out = exchange.getResponse();
        if (NativeResponses.isAnswered(out)) {
            return Mono.empty();
        }
        out.setStatusCode(statusCode());
        addTo(out.getHeaders());
        byte[] body = response.body();
        return body.length == 0
                ? out.setComplete()
                : out.writeWith(Mono.just(out.bufferFactory().wrap(body)));
    }
}
