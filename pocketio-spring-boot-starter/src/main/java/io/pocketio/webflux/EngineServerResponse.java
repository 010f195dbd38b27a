package io.pocketio.webflux;

import io.pocketio.engine.EngineAnswer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseCookie;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.reactive.function.server.ServerResponse;

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
}
