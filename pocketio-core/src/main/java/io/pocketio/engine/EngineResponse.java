package io.pocketio.engine;

import java.util.Map;

/**
 * What the binding answers to an HTTP request.
 *
 * @param headers with {@code Content-Type} where there is a body; {@code Content-Length} is the binding's
 * @param body not to be written to
 * @since 0.1
 */
public record EngineResponse(int status, Map<String, String> headers, byte[] body) {

    private static final byte[] NOTHING = {};

    public EngineResponse {
        headers = Map.copyOf(headers);
    }

    static EngineResponse empty(int status) {
        return new EngineResponse(status, Map.of(), NOTHING);
    }
}
