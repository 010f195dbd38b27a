package io.pocketio.webflux;

import io.pocketio.engine.EngineResponse;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseCookie;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Writes an engine's response as it is: its headers, the length, the bytes. Immutable. */
final class RawServerResponse implements ServerResponse {

    private static final int NOT_MODIFIED = 304;

    private final EngineResponse response;

    RawServerResponse(EngineResponse response) {
        this.response = response;
    }

    @Override
    public HttpStatusCode statusCode() {
        return HttpStatusCode.valueOf(response.status());
    }

    @Override
    public HttpHeaders headers() {
        HttpHeaders headers = new HttpHeaders();
        addTo(headers);
        return headers;
    }

    @Override
    public MultiValueMap<String, ResponseCookie> cookies() {
        return new LinkedMultiValueMap<>();
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

    private void addTo(HttpHeaders headers) {
        EngineHeaders.write(response.headers(), headers);
        if (response.status() != NOT_MODIFIED) {
            headers.setContentLength(response.body().length);
        }
    }
}
