package io.pocketio.engine.polling;

import io.pocketio.engine.EngineRequest;
import io.pocketio.engine.EngineResponse;
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
        return Map.of("Content-Type", List.of(contentType), "cache-control", List.of("no-store"));
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
