package io.pocketio.webflux;

import io.pocketio.engine.EngineAnswer;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseCookie;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** An engine's answer to WebFlux, but for how its body is written. Immutable. */
abstract class EngineServerResponse implements ServerResponse {

    private final EngineAnswer answer;

    EngineServerResponse(EngineAnswer answer) {
        this.answer = answer;
    }

    @Override
    public final HttpStatusCode statusCode() {
        return HttpStatusCode.valueOf(answer.status());
    }

    @Override
    public final HttpHeaders headers() {
        HttpHeaders headers = new HttpHeaders();
        addTo(headers);
        return headers;
    }

    @Override
    public final MultiValueMap<String, ResponseCookie> cookies() {
        return new LinkedMultiValueMap<>();
    }

    void addTo(HttpHeaders headers) {
        EngineHeaders.write(answer.headers(), headers);
    }

    /** Gives up what is being written, with the connection. Where nobody knows how to close one, an error of the answer does. */
    static Mono<Void> cut(ServerHttpResponse out) {
        return Mono.defer(() -> NativeResponses.closeConnection(out)
                ? Mono.never()
                : Mono.error(new IOException("The client does not read what it has asked for")));
    }
}
