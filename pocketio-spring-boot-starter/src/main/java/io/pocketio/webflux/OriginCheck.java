package io.pocketio.webflux;

import io.pocketio.engine.EngineError;
import io.pocketio.engine.EngineResponse;
import io.pocketio.log.ClientText;
import io.pocketio.log.OncePerMinute;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.ServerWebExchange;

/**
 * Refuses pages of other origins. Browsers let them open a WebSocket anywhere, with the cookies that they have for that place, and
 * leave it to the server to say no. Clients that are no browsers name no origin. Thread-safe.
 */
final class OriginCheck {

    private static final Logger logger = LoggerFactory.getLogger(OriginCheck.class);

    private static final int FORBIDDEN = 403;
    private static final String ALL = "*";
    private static final String FETCH_SITE = "Sec-Fetch-Site";

    /** The attribute of an exchange that has the {@link CorsConfiguration} of its route. */
    static final String CORS_OF_ROUTE = OriginCheck.class.getName() + ".cors";

    private final OncePerMinute warning;

    OriginCheck() {
        this(System::nanoTime);
    }

    OriginCheck(LongSupplier nanoTime) {
        this.warning = new OncePerMinute(nanoTime);
    }

    /** Whether the request names no origin, one that is its own, or one that Spring's CORS processing has let pass by then. */
    static boolean passes(ServerWebExchange exchange) {
        List<String> origins = exchange.getRequest().getHeaders().getOrEmpty(HttpHeaders.ORIGIN);
        if (origins.isEmpty()) {
            return true;
        }
        if (origins.size() > 1) {
            return false;
        }
        String origin = origins.get(0);
        String allowed = exchange.getResponse().getHeaders().getFirst(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN);
        return ALL.equals(allowed) || origin.equals(allowed) || isOwn(origin, exchange.getRequest());
    }

    /**
     * As {@link #passes}, for what is answered with a script. Browsers let pages have scripts of anywhere run and name no origin then, but
     * the page itself, as long as it does not forbid that, or, the newer ones, whether it is of another site.
     */
    static boolean passesForScript(ServerWebExchange exchange) {
        HttpHeaders headers = exchange.getRequest().getHeaders();
        if (headers.containsHeader(HttpHeaders.ORIGIN)) {
            return passes(exchange);
        }
        List<String> pages = headers.getOrEmpty(HttpHeaders.REFERER);
        if (pages.isEmpty()) {
            String site = headers.getFirst(FETCH_SITE);
            return site == null || site.equals("same-origin") || site.equals("none");
        }
        return pages.size() == 1 && (isOwn(pages.get(0), exchange.getRequest()) || isNamed(pages.get(0), exchange));
    }

    /** Whether a page is of an origin that the route's CORS configuration names, if the route has one. */
    private static boolean isNamed(String page, ServerWebExchange exchange) {
        Object cors = exchange.getAttribute(CORS_OF_ROUTE);
        int path = page.indexOf('/', page.indexOf("://") + 3);
        return cors instanceof CorsConfiguration named
                && named.checkOrigin(path < 0 ? page : page.substring(0, path)) != null;
    }

    private static boolean isOwn(String header, ServerHttpRequest request) {
        Origin own = Origin.of(request.getURI());
        Origin origin = own != null && Origin.isWritten(header, request.getURI()) ? own : Origin.of(header);
        return origin != null && own != null && origin.isThatOf(own);
    }

    /** The answer to a request that does not pass; tells the operator, who may have forgotten an origin. */
    ServerResponse refuse(ServerWebExchange exchange) {
        ServerHttpRequest request = exchange.getRequest();
        ClientText origin = ClientText.of(origins(request.getHeaders()).toString());
        ClientText authority = ClientText.of(String.valueOf(request.getURI().getRawAuthority()));
        logger.debug("Refused a request to {} from the origin {}", authority, origin);
        if (warning.test()) {
            logger.warn(
                    "Refused a page of the origin {}, which is not that of the server ({}). If it is to connect, name it in"
                            + " pocketio.cors.allowed-origins; if it is the application's own behind a proxy, set"
                            + " server.forward-headers-strategy, or have the proxy keep the Host header",
                    origin,
                    authority);
        }
        return forbidden();
    }

    private static List<String> origins(HttpHeaders headers) {
        List<String> origins = headers.getOrEmpty(HttpHeaders.ORIGIN);
        return origins.isEmpty() ? headers.getOrEmpty(HttpHeaders.REFERER) : origins;
    }

    private static ServerResponse forbidden() {
        return new RawServerResponse(EngineResponse.of(
                FORBIDDEN,
                Map.of("Connection", "close", "Content-Type", "text/html"),
                EngineError.FORBIDDEN.message().getBytes(StandardCharsets.ISO_8859_1)));
    }
}
