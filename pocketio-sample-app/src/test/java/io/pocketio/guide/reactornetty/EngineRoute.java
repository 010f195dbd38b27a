package io.pocketio.guide.reactornetty;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.pocketio.engine.Admission;
import io.pocketio.engine.EngineRequest;
import io.pocketio.engine.EngineResponse;
import io.pocketio.engine.EngineServer;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.http.server.WebsocketServerSpec;

/** Hands the requests of a Reactor Netty server to an engine, long-polling and WebSocket. */
final class EngineRoute implements BiFunction<HttpServerRequest, HttpServerResponse, Publisher<Void>> {

    private final EngineServer engine;
    private final WebsocketServerSpec webSockets;

    EngineRoute(EngineServer engine) {
        this.engine = engine;
        this.webSockets = WebsocketServerSpec.builder()
                .maxFramePayloadLength(engine.options().maxHttpBufferSize())
                .build();
    }

    @Override
    public Publisher<Void> apply(HttpServerRequest request, HttpServerResponse response) {
        return translate(request)
                .flatMap(translated -> translated.webSocket()
                        ? engine.admit(translated).flatMap(admission -> upgrade(admission, response))
                        : engine.handle(translated).flatMap(answer -> send(answer, response)));
    }

    private Mono<Void> upgrade(Admission admission, HttpServerResponse response) {
        if (admission instanceof Admission.Refused refused) {
            return send(refused.response(), response);
        }
        Admission.Granted granted = (Admission.Granted) admission;
        granted.responseHeaders().forEach(response.responseHeaders()::set);
        int limit = engine.options().maxHttpBufferSize();
        return response.sendWebsocket(
                (in, out) -> {
                    in.withConnection(connection ->
                            ReactorFrameChannel.start(connection, limit, channel -> engine.accept(granted, channel)));
                    return Mono.never(); // the engine says when it is over
                },
                webSockets);
    }

    private static Mono<Void> send(EngineResponse answer, HttpServerResponse response) {
        answer.headers().forEach(response.responseHeaders()::set);
        return response.status(answer.status())
                .header(HttpHeaderNames.CONTENT_LENGTH, String.valueOf(answer.body().length))
                .sendByteArray(Mono.just(answer.body()))
                .then();
    }

    private static Mono<EngineRequest> translate(HttpServerRequest request) {
        Map<String, List<String>> headers = headers(request);
        boolean webSocket =
                request.requestHeaders().containsValue(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true);
        boolean post = "POST".equals(request.method().name());
        return Mono.deferContextual(context -> Mono.just(new EngineRequest(
                request.method().name(),
                request.uri(),
                query(request.uri()),
                headers,
                webSocket,
                "https".equals(request.scheme()),
                request.remoteAddress(),
                null,
                context,
                post ? request.receive().asByteArray() : Flux.empty())));
    }

    private static Map<String, List<String>> headers(HttpServerRequest request) {
        Map<String, List<String>> headers = new HashMap<>();
        for (String name : request.requestHeaders().names()) {
            headers.put(name.toLowerCase(Locale.ROOT), request.requestHeaders().getAll(name));
        }
        return headers;
    }

    private static Map<String, String> query(String uri) {
        Map<String, String> query = new HashMap<>();
        new QueryStringDecoder(uri)
                .parameters()
                .forEach((name, values) -> query.put(name, values.get(values.size() - 1)));
        return query;
    }
}
