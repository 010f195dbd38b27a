package io.pocketio.webflux;

import io.pocketio.engine.Admission;
import io.pocketio.engine.EngineOptions;
import io.pocketio.engine.EngineRequest;
import io.pocketio.engine.EngineResponse;
import io.pocketio.engine.EngineServer;
import io.pocketio.engine.EventLoopTurns;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Serves all that an engine's clients ask for: long-polling, and the WebSocket upgrade on the same path. Route any method to
 * it, on any path, with and without a slash at the end. The engine is that of Socket.IO, or one of the application's own that
 * speaks plain Engine.IO:
 *
 * <pre>{@code
 * RouterFunctions.route(path("/engine.io").or(path("/engine.io/")), new EngineHandlerFunction(engine))
 * }</pre>
 *
 * <p>A WebSocket that a page of another origin asks for is refused with 403, unless Spring's CORS processing (of {@code
 * CorsRegistry}, a {@code CorsWebFilter} or a {@link CorsRouterFunction}) has let the origin pass. {@code pocketio.cors} is for the bean
 * {@code socketIoRouterFunction} alone, also if it is the application's. A page is of the server's own
 * origin when host and port are those of the request, as proxies have said them where the application believes them
 * ({@code server.forward-headers-strategy}); TLS may end at a proxy that it does not.
 *
 * <p>So is a page of another origin that polls by script elements (JSONP), if that is allowed at all. Browsers name such a page in {@code
 * Referer}, which is judged by the configuration of a {@link CorsRouterFunction} alone. A page may have its browser leave that out, and
 * older ones do not say then that it is of another site: where that matters, leave JSONP off.
 *
 * <p>Reads bodies and writes responses itself, so codecs, their limits and content negotiation have no say here. Cancelling, which
 * a server does when the client has gone, reaches the engine at once. Thread-safe.
 *
 * @since 0.1
 */
public final class EngineHandlerFunction implements HandlerFunction<ServerResponse> {

    private final EngineServer engine;
    private final boolean scripts;
    private final WebSocketUpgrade upgrade;
    private final UnreadAnswers unread;
    private final OriginCheck originCheck = new OriginCheck();

    public EngineHandlerFunction(EngineServer engine) {
        this.engine = engine;
        EngineOptions options = engine.options();
        this.scripts = options.allowJsonp();
        this.unread = new UnreadAnswers(options);
        this.upgrade = WebSocketBindings.ofServerInUse(options.maxHttpBufferSize(), options.perMessageDeflate());
    }

    @Override
    public Mono<ServerResponse> handle(ServerRequest request) {
        ServerWebExchange exchange = request.exchange();
        return EngineRequests.with(
                exchange,
                translated -> translated.webSocket()
                        ? upgrade(exchange, translated, engine.admit(translated))
                        : answer(exchange, translated));
    }

    private Mono<ServerResponse> answer(ServerWebExchange exchange, EngineRequest request) {
        if (scripts && request.asksForScript() && !OriginCheck.passesForScript(exchange)) {
            return Mono.just(originCheck.refuse(exchange));
        }
        EventLoopTurns turns = WebSocketBindings.turns(exchange.getResponse());
        return answer(turns == null ? engine.handle(request) : engine.handle(request, turns));
    }

    /** @param judged what the engine says, when it is asked */
    Mono<ServerResponse> upgrade(ServerWebExchange exchange, EngineRequest request, Mono<Admission> judged) {
        if (!OriginCheck.passes(exchange)) {
            return Mono.just(originCheck.refuse(exchange));
        }
        EngineResponse refusal = WebSocketHandshakes.refusal(request);
        return refusal != null ? answer(Mono.just(refusal)) : judged.flatMap(admission -> upgrade(exchange, admission));
    }

    private Mono<ServerResponse> upgrade(ServerWebExchange exchange, Admission admission) {
        if (admission instanceof Admission.Refused refused) {
            return answer(Mono.just(refused.response()));
        }
        Admission.Granted granted = (Admission.Granted) admission;
        return upgrade.upgrade(exchange, granted.responseHeaders(), channel -> engine.accept(granted, channel))
                .then(Mono.empty());
    }

    private Mono<ServerResponse> answer(Mono<EngineResponse> response) {
        return response.map(this::response);
    }

    /** For the answers of this one, and of those of {@link LegacyHandlerFunction} that it answers for. */
    UnreadAnswers unread() {
        return unread;
    }

    ServerResponse response(EngineResponse response) {
        return new RawServerResponse(response, unread);
    }
}
