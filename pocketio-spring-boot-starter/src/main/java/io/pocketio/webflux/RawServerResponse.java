package io.pocketio.webflux;

import io.pocketio.engine.EngineResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Writes an engine's response as it is: its headers, the length, the bytes. Immutable, but for what it brings about. */
final class RawServerResponse extends EngineServerResponse {

    private static final int NOT_MODIFIED = 304;

    private final EngineResponse response;
    private final @Nullable UnreadAnswers unread;

    /** One that does not count as unread. */
    RawServerResponse(EngineResponse response) {
        this(response, null);
    }

    RawServerResponse(EngineResponse response, @Nullable UnreadAnswers unread) {
        super(response);
        this.response = response;
        this.unread = unread;
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
        if (body.length == 0) {
            return out.setComplete();
        }
        Mono<Void> writing = out.writeWith(Mono.just(out.bufferFactory().wrap(body)));
        return unread == null ? writing : unread.write(body.length, writing, out);
    }
}
