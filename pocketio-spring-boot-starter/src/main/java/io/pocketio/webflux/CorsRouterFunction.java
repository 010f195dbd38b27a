package io.pocketio.webflux;

import org.jspecify.annotations.Nullable;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.reactive.CorsConfigurationSource;
import org.springframework.web.cors.reactive.CorsUtils;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Lets pages of other origins pass to what a route serves when they are named, and pages of the server's own origin, which are known
 * by what {@link EngineHandlerFunction} goes by. Spring's CORS processing writes the headers and answers preflight requests.
 * Thread-safe.
 *
 * @since 0.1
 */
public final class CorsRouterFunction implements RouterFunction<ServerResponse> {

    private final RouterFunction<? extends ServerResponse> route;
    private final CorsConfiguration cors;
    private final OriginCheck originCheck = new OriginCheck();

    public CorsRouterFunction(RouterFunction<? extends ServerResponse> route, CorsConfiguration cors) {
        this.route = route;
        this.cors = new CorsConfiguration(cors);
    }

    @Override
    public Mono<HandlerFunction<ServerResponse>> route(ServerRequest request) {
        return route.route(request).map(Handler::new);
    }

    @Override
    public void accept(RouterFunctions.Visitor visitor) {
        route.accept(visitor);
    }

    private final class Handler implements HandlerFunction<ServerResponse>, CorsConfigurationSource {

        private final HandlerFunction<? extends ServerResponse> handler;

        Handler(HandlerFunction<? extends ServerResponse> handler) {
            this.handler = handler;
        }

        /** None for an origin that it does not allow: that may be the server's own, which Spring knows more narrowly. */
        @Override
        public @Nullable CorsConfiguration getCorsConfiguration(ServerWebExchange exchange) {
            boolean applies = CorsUtils.isPreFlightRequest(exchange.getRequest())
                    || cors.checkOrigin(exchange.getRequest().getHeaders().getOrigin()) != null;
            return applies ? cors : null;
        }

        @Override
        public Mono<ServerResponse> handle(ServerRequest request) {
            request.exchange().getAttributes().put(OriginCheck.CORS_OF_ROUTE, cors);
            return OriginCheck.passes(request.exchange())
                    ? handler.handle(request).cast(ServerResponse.class)
                    : Mono.just(originCheck.refuse(request.exchange()));
        }
    }
}
