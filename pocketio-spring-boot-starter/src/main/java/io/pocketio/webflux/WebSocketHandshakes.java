package io.pocketio.webflux;

import io.pocketio.engine.EngineError;
import io.pocketio.engine.EngineRequest;
import io.pocketio.engine.EngineResponse;
import io.pocketio.websocket.DeflateOffers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.server.ServerWebExchange;

/**
 * What the request of a WebSocket upgrade must look like. Asked before the engine and the server below, because servers answer
 * a malformed one each in its own way, and some not at all.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6455#section-4.2.1">RFC 6455, reading the client's opening handshake</a>
 */
public final class WebSocketHandshakes {

    private static final String KEY_HEADER = "sec-websocket-key";
    private static final String VERSION_HEADER = "sec-websocket-version";
    private static final String PROTOCOL_HEADER = "sec-websocket-protocol";
    private static final String VERSION = "13";
    private static final int KEY_LENGTH = 16;

    private WebSocketHandshakes() {}

    /** Most clients say no more than that: there are no options to take apart. */
    static boolean asksForUpgrade(HttpHeaders headers) {
        return "websocket".equalsIgnoreCase(headers.getUpgrade())
                && (HttpHeaders.UPGRADE.equalsIgnoreCase(headers.getFirst(HttpHeaders.CONNECTION))
                        || headers.getConnection().stream().anyMatch(HttpHeaders.UPGRADE::equalsIgnoreCase));
    }

    /** The answer to a malformed request, {@code null} for a proper one. */
    static @Nullable EngineResponse refusal(EngineRequest request) {
        String protocols = request.header(PROTOCOL_HEADER);
        if (!request.method().equals("GET")
                || !isKey(request.header(KEY_HEADER))
                || protocols != null && !isToken(first(protocols))) {
            return badRequest(Map.of());
        }
        return VERSION.equals(request.header(VERSION_HEADER)) ? null : badRequest(Map.of(VERSION_HEADER, VERSION));
    }

    /** The subprotocol to answer with: the first one offered, because a browser fails when none is chosen. */
    public static @Nullable String subprotocol(ServerWebExchange exchange) {
        String offered = exchange.getRequest().getHeaders().getFirst(PROTOCOL_HEADER);
        return offered == null ? null : first(offered);
    }

    private static String first(String protocols) {
        int comma = protocols.indexOf(',');
        return (comma < 0 ? protocols : protocols.substring(0, comma)).trim();
    }

    private static boolean isToken(String name) {
        return !name.isEmpty() && name.chars().allMatch(DeflateOffers::isTokenChar);
    }

    private static boolean isKey(@Nullable String key) {
        try {
            return key != null && Base64.getDecoder().decode(key).length == KEY_LENGTH;
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
    }

    private static EngineResponse badRequest(Map<String, String> more) {
        Map<String, String> headers = new HashMap<>(more);
        headers.put("Connection", "close");
        headers.put("Content-Type", "text/html");
        return EngineResponse.of(400, headers, EngineError.BAD_REQUEST.message().getBytes(StandardCharsets.ISO_8859_1));
    }
}
