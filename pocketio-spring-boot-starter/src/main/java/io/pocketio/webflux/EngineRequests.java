package io.pocketio.webflux;

import io.pocketio.engine.EngineRequest;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

/** Translates WebFlux's requests into the engine's. */
final class EngineRequests {

    /** What an exchange that nobody has authenticated says. */
    private static final Mono<Principal> NOBODY = Mono.empty();

    /** What most clients ask for that begin with a WebSocket: not read anew for each of them. */
    private static final String USUAL_QUERY = "EIO=4&transport=websocket";

    private static final Map<String, String> USUAL_PARAMETERS = Map.of("EIO", "4", "transport", "websocket");

    private EngineRequests() {}

    /** Hands the translated request on. One operator where the server knows of no users. */
    static <T> Mono<T> with(ServerWebExchange exchange, Function<EngineRequest, Mono<T>> next) {
        return Mono.deferContextual(context -> {
            Mono<Principal> principal = exchange.getPrincipal();
            return principal == NOBODY
                    ? next.apply(translate(exchange, null, context))
                    : principal
                            .map(user -> translate(exchange, user, context))
                            .switchIfEmpty(Mono.fromSupplier(() -> translate(exchange, null, context)))
                            .flatMap(next);
        });
    }

    private static EngineRequest translate(
            ServerWebExchange exchange, @Nullable Principal principal, ContextView context) {
        ServerHttpRequest request = exchange.getRequest();
        URI uri = request.getURI();
        String query = uri.getRawQuery();
        return new EngineRequest(
                request.getMethod().name(),
                query == null ? uri.getRawPath() : uri.getRawPath() + '?' + query,
                USUAL_QUERY.equals(query) ? USUAL_PARAMETERS : query(query),
                headers(request.getHeaders()),
                WebSocketHandshakes.asksForUpgrade(request.getHeaders()),
                uri.getScheme() != null && Origin.isSecure(uri.getScheme()),
                request.getRemoteAddress(),
                principal,
                context,
                body(request, exchange.getResponse()));
    }

    /** As WebFlux reads it, without a regular expression and lists of values: 2 % of the samples while clients connect. */
    static Map<String, String> query(@Nullable CharSequence raw) {
        Map<String, String> query = new HashMap<>();
        int length = raw == null ? 0 : raw.length();
        int at = 0;
        while (raw != null && at < length) {
            if (raw.charAt(at) == '=' || raw.charAt(at) == '&') {
                at++; // a value without a name is taken for a name
                continue;
            }
            int end = endOf(raw, at);
            int nameEnd = at + 1;
            while (nameEnd < end && raw.charAt(nameEnd) != '=') {
                nameEnd++;
            }
            query.put(decoded(raw, at, nameEnd), decoded(raw, Math.min(nameEnd + 1, end), end));
            at = end + 1;
        }
        return query;
    }

    private static int endOf(CharSequence raw, int parameter) {
        int end = parameter;
        while (end < raw.length() && raw.charAt(end) != '&') {
            end++;
        }
        return end;
    }

    private static String decoded(CharSequence raw, int from, int to) {
        String text = raw.subSequence(from, to).toString();
        boolean plain = text.indexOf('%') < 0 && text.indexOf('+') < 0;
        return plain ? text : URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /** By the names: the set of entries is a copy, made with all of their hashes. */
    static Map<String, List<String>> headers(HttpHeaders headers) {
        Map<String, List<String>> copy = new HashMap<>();
        for (String name : headers.headerNames()) {
            copy.put(name.toLowerCase(Locale.ROOT), List.copyOf(headers.getOrEmpty(name)));
        }
        return copy;
    }

    /** Only a POST brings anything that the engine reads; the server drops what comes with other methods. */
    private static Publisher<byte[]> body(ServerHttpRequest request, ServerHttpResponse response) {
        return request.getMethod() == HttpMethod.POST ? new RequestBody(request, response) : Mono.empty();
    }
}
