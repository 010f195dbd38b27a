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
    private static final Map<String, List<String>> OK_HEADERS = headers("text/html");

    private PollingResponses() {}

    /** Of an answer with content of that type. */
    static Map<String, List<String>> headers(String contentType) {
        return Map.of("Content-Type", List.of(contentType), "cache-control", List.of("no-store"));
    }

    /** The answer to a GET. */
    static EngineResponse payload(EngineRequest handshake, Map<String, List<String>> headers, byte[] payload) {
        return new EngineResponse(200, forBrowser(handshake, headers), payload);
    }

    /** The answer to a GET whose client has asked for a coding. Without Vary, as it is not to be stored. */
    static EngineResponse payload(
            EngineRequest handshake, Map<String, List<String>> headers, byte[] payload, ContentCoding coding) {
        Map<String, List<String>> all = with(forBrowser(handshake, headers), "Content-Encoding", coding.wireName());
        return new EngineResponse(200, all, coding.encode(payload));
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
