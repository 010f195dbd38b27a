package io.pocketio.webflux;

import io.pocketio.engine.EngineAnswer;
import io.pocketio.engine.EngineRequest;
import io.pocketio.engine.EngineResponse;
import io.pocketio.engine.EngineServer;
import io.pocketio.engine.EngineStream;
import io.pocketio.engine.EventLoopTurns;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Serves clients of Socket.IO 0.7 to 0.9 where the engine allows them, as {@link EngineHandlerFunction} does those that have come since.
 * They say in the path what they want, so it is routed with {@link #PATH} behind that of the engine, before what takes all paths below
 * that:
 *
 * <pre>{@code
 * RouterFunctions.route(path("/socket.io" + LegacyHandlerFunction.PATH), new LegacyHandlerFunction(engine))
 * }</pre>
 *
 * <p>Thread-safe.
 *
 * @since 0.1
 */
public final class LegacyHandlerFunction implements HandlerFunction<ServerResponse> {

    /** The number of a protocol, and whatever comes behind it. */
    public static final String PATH = "/{protocol:[0-9]+}/{*behind}";

    private static final String JSONP_PARAMETER = "jsonp";
    private static final String JSONP_POLLING = "jsonp-polling";

    private final EngineServer engine;
    private final EngineHandlerFunction webSockets;
    private final OriginCheck originCheck = new OriginCheck();

    public LegacyHandlerFunction(EngineServer engine) {
        this.engine = engine;
        this.webSockets = new EngineHandlerFunction(engine);
    }

    @Override
    public Mono<ServerResponse> handle(ServerRequest request) {
        String below = request.pathVariable("protocol") + request.pathVariable("behind");
        ServerWebExchange exchange = request.exchange();
        return EngineRequests.with(
                exchange,
                translated -> translated.webSocket()
                        ? webSockets.upgrade(exchange, translated, engine.admitLegacy(translated, below))
                        : answer(exchange, translated, below));
    }

    private Mono<ServerResponse> answer(ServerWebExchange exchange, EngineRequest request, String below) {
        if (asksForScript(request, below) && !OriginCheck.passesForScript(exchange)) {
            return Mono.just(originCheck.refuse(exchange));
        }
        EventLoopTurns turns = WebSocketBindings.turns(exchange.getResponse());
        return engine.handleLegacy(request, below, turns).map(this::response);
    }

    /** Which pages of any origin can have run, unless the engine answers none. */
    private boolean asksForScript(EngineRequest request, String below) {
        return engine.options().allowJsonp()
                && (request.query().containsKey(JSONP_PARAMETER) || below.contains(JSONP_POLLING));
    }

    private ServerResponse response(EngineAnswer answer) {
        return answer instanceof EngineStream stream
                ? new StreamedServerResponse(stream)
                : webSockets.response((EngineResponse) answer);
    }
}
