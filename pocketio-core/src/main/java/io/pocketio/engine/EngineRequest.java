package io.pocketio.engine;

import io.pocketio.collect.ClientKeys;
import io.pocketio.log.ClientText;
import java.net.InetSocketAddress;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.util.context.ContextView;

/**
 * An HTTP request to the engine's path, or a WebSocket upgrade, as the binding saw it. Immutable; the body can be subscribed
 * to once.
 *
 * @param method in upper case
 * @param uri path and query, undecoded
 * @param query decoded; the last value of a repeated parameter
 * @param headers names in lower case
 * @param webSocket whether it asks for a WebSocket upgrade
 * @param secure whether it came over TLS
 * @param remoteAddress {@code null} when not known
 * @param principal the authenticated user, {@code null} when there is none
 * @param context Reactor's context of the request: security, tracing
 * @param body chunks as they arrive; each array belongs to the subscriber
 * @since 0.1
 */
public record EngineRequest(
        String method,
        String uri,
        Map<String, String> query,
        Map<String, List<String>> headers,
        boolean webSocket,
        boolean secure,
        @Nullable InetSocketAddress remoteAddress,
        @Nullable Principal principal,
        ContextView context,
        Publisher<byte[]> body) {

    private static final String JSONP_PARAMETER = "j";

    public EngineRequest {
        query = ClientKeys.mapOf(query);
        headers = ClientKeys.mapOf(headers);
    }

    /** The first value of a header, {@code null} when it is absent. */
    public @Nullable String header(String lowerCaseName) {
        List<String> values = headers.get(lowerCaseName);
        return values == null || values.isEmpty() ? null : values.get(0);
    }

    /**
     * Whether it is to be answered with a script (JSONP), which pages of any origin can have run: browsers do not keep it from them as they
     * keep other answers.
     */
    public boolean asksForScript() {
        return !webSocket && query.containsKey(JSONP_PARAMETER);
    }

    /** The index of the function that the script is to call, as the client says it. Empty when it says none. */
    public String jsonpIndex() {
        return query.getOrDefault(JSONP_PARAMETER, "");
    }

    /** What is asked for, without what only the client may know: headers, cookies, the session's id. */
    @Override
    public String toString() {
        int query = uri.indexOf('?');
        return ClientText.of(method) + " " + ClientText.of(query < 0 ? uri : uri.substring(0, query));
    }
}
