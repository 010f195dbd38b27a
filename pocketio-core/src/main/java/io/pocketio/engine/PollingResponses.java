package io.pocketio.engine;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The responses of long-polling, header by header as the reference server gives them. */
final class PollingResponses {

    private static final byte[] OK = "ok".getBytes(StandardCharsets.US_ASCII);
    private static final Map<String, String> PAYLOAD_HEADERS = headers("text/plain; charset=UTF-8");
    private static final Map<String, String> OK_HEADERS = headers("text/html");

    private PollingResponses() {}

    private static Map<String, String> headers(String contentType) {
        return Map.of("Content-Type", contentType, "cache-control", "no-store");
    }

    /** The answer to a GET. */
    static EngineResponse payload(EngineRequest handshake, byte[] payload) {
        return new EngineResponse(200, forBrowser(handshake, PAYLOAD_HEADERS), payload);
    }

    /** The answer to a POST. */
    static EngineResponse ok(EngineRequest handshake) {
        return new EngineResponse(200, forBrowser(handshake, OK_HEADERS), OK);
    }

    static EngineResponse error(EngineError error, String words) {
        return new EngineResponse(error.status(), Map.of("Content-Type", "application/json"), error.body(words));
    }

    /** For a request that was let in while its session was ending, or moving to a WebSocket. */
    static EngineResponse tooLate(boolean closed) {
        EngineError error = closed ? EngineError.SESSION_ID_UNKNOWN : EngineError.BAD_REQUEST;
        return error(error, error.message());
    }

    /** A refused WebSocket upgrade: always 400, with the bare words. */
    static EngineResponse refusedUpgrade(String words) {
        return new EngineResponse(
                400,
                Map.of("Connection", "close", "Content-Type", "text/html"),
                words.getBytes(StandardCharsets.UTF_8));
    }

    static EngineResponse with(EngineResponse response, Map<String, String> more) {
        if (more.isEmpty()) {
            return response;
        }
        Map<String, String> headers = new HashMap<>(response.headers());
        headers.putAll(more);
        return new EngineResponse(response.status(), headers, response.body());
    }

    /** Internet Explorer would take a payload for a script attack and mangle it. */
    private static Map<String, String> forBrowser(EngineRequest handshake, Map<String, String> headers) {
        String userAgent = handshake.header("user-agent");
        return isInternetExplorer(userAgent) ? with(headers, "X-XSS-Protection", "0") : headers;
    }

    private static boolean isInternetExplorer(@Nullable String userAgent) {
        return userAgent != null && (userAgent.contains(";MSIE") || userAgent.contains("Trident/"));
    }

    private static Map<String, String> with(Map<String, String> headers, String name, String value) {
        Map<String, String> all = new HashMap<>(headers);
        all.put(name, value);
        return all;
    }
}
