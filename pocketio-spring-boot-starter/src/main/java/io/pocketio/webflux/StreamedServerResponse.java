package io.pocketio.webflux;

import io.pocketio.engine.EngineStream;
import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Writes an engine's response piece by piece: asks for one when the server below has taken the one before. Immutable. */
final class StreamedServerResponse extends EngineServerResponse {

    private final EngineStream stream;

    StreamedServerResponse(EngineStream stream) {
        super(stream);
        this.stream = stream;
    }

    @Override
    public Mono<Void> writeTo(ServerWebExchange exchange, Context context) {
        ServerHttpResponse out = exchange.getResponse();
        EngineStream.Body body = stream.body();
        out.setStatusCode(statusCode());
        addTo(out.getHeaders());
        Mono<Void> written = out.writeAndFlushWith(pieces(body, out));
        return Mono.firstWithSignal(written, body.whenCut().then(cut(out))).doFinally(end -> body.ended());
    }

    /** Each is asked for when its turn to be written has come, however many of them the server below has requested. */
    private static Flux<Publisher<DataBuffer>> pieces(EngineStream.Body body, ServerHttpResponse out) {
        return Flux.generate(() -> new boolean[1], (isOver, pieces) -> {
            if (isOver[0]) {
                pieces.complete();
            } else {
                pieces.next(Mono.defer(body::next)
                        .map(bytes -> out.bufferFactory().wrap(bytes))
                        .switchIfEmpty(Mono.fromRunnable(() -> isOver[0] = true)));
            }
            return isOver;
        });
    }
}
