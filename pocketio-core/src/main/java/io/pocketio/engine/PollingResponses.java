package io.pocketio.engine;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The responses of long-polling, header by header as the reference server gives them. */
final class PollingResponses {

    private static final byte[] OK = "ok".getBytes(StandardCharsets.US_ASCII);
    private static final Map<String, List<String>> PAYLOAD_HEADERS = headers("text/plain; charset=UTF-8");
    private static final Map<String, List<String>> OK_HEADERS = headers("text/html");

    private PollingResponses() {}

    private static Map<String, List<String>> headers(String contentType) {
        return EngineResponse.lists(Map.of("Content-Type", contentType, "cache-control", "no-store"));
    }

    /** The answer to a GET. */
    static EngineResponse payload(EngineRequest handshake, byte[] payload) {
        return new EngineResponse(200, forBrowser(handshake, PAYLOAD_HEADERS), payload);
    }

    /** The answer to a GET whose client has asked for a coding. Without Vary, as it is not to be stored. */
    static EngineResponse payload(EngineRequest handshake, byte[] payload, ContentCoding coding) {
        Map<String, List<String>> headers =
                with(forBrowser(handshake, PAYLOAD_HEADERS), "Content-Encoding", coding.wireName());
        return new EngineResponse(200, headers, coding.encode(payload));
    }

    /** The answer to a POST. */
    static EngineResponse ok(EngineRequest handshake) {
        return new EngineResponse(200, forBrowser(handshake, OK_HEADERS), OK);
    }

    static EngineResponse error(EngineError error, String words) {
        return EngineResponse.of(error.status(), Map.of("Content-Type", "application/json"), error.body(words));
    }

    /** For a request that was let in while its session was ending, or moving to a WebSocket. */
    static EngineResponse tooLate(boolean closed) {
        EngineError error = closed ? EngineError.SESSION_ID_UNKNOWN : EngineError.BAD_REQUEST;
        return error(error, error.message());
    }

    /** A refused WebSocket upgrade: always 400, with the bare words. */
    static EngineResponse refusedUpgrade(String words) {
        return EngineResponse.of(
                400,
                Map.of("Connection", "close", "Content-Type", "text/html"),
                words.getBytes(StandardCharsets.UTF_8));
    }

    static EngineResponse with(EngineResponse response, Map<String, List<String>> more) {
        if (more.isEmpty()) {
            return response;
        }
        Map<String, List<String>> headers = new HashMap<>(response.headers());
        headers.putAll(more);
        return new EngineResponse(response.status(), headers, response.body());
    }

    /** Internet Explorer would take a payload for a script attack and mangle it. */
    private static Map<String, List<String>> forBrowser(EngineRequest handshake, Map<String, List<String>> headers) {
        String userAgent = handshake.header("user-agent");
        return isInternetExplorer(userAgent) ? with(headers, "X-XSS-Protection", "0") : headers;
    }

    private static boolean isInternetExplorer(@Nullable String userAgent) {
        return userAgent != null && (userAgent.contains(";MSIE") || userAgent.contains("Trident/"));
    }

    private static Map<String, List<String>> with(Map<String, List<String>> headers, String name, String value) {
        Map<String, List<String>> all = new HashMap<>(headers);
        all.put(name, List.of(value));
        return all;
    }
}
