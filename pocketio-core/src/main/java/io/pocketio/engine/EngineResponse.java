package io.pocketio.engine;

import io.pocketio.collect.ClientKeys;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the binding answers to an HTTP request.
 *
 * @param headers what the engine, or a hook of the application, has to say; with {@code Content-Type} where there is a body;
 *     {@code Content-Length} is the binding's
 * @param body not to be written to
 * @since 0.1
 */
public record EngineResponse(int status, Map<String, List<String>> headers, byte[] body) implements EngineAnswer {

    private static final byte[] NOTHING = {};

    public EngineResponse {
        headers = ClientKeys.mapOf(headers);
    }

    /** With one value for each header. */
    public static EngineResponse of(int status, Map<String, String> headers, byte[] body) {
        Map<String, List<String>> lists = new HashMap<>();
        headers.forEach((name, value) -> lists.put(name, List.of(value)));
        return new EngineResponse(status, lists, body);
    }

    /** Without headers and without a body. */
    public static EngineResponse empty(int status) {
        return new EngineResponse(status, Map.of(), NOTHING);
    }
}
