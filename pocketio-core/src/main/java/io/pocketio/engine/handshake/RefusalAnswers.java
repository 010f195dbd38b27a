package io.pocketio.engine.handshake;

import io.pocketio.engine.EngineError;
import io.pocketio.engine.EngineResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What a client is answered whose request is refused, as the reference server answers it. Stateless. */
final class RefusalAnswers {

    private RefusalAnswers() {}

    /** Over polling. */
    static EngineResponse polling(EngineError error, String words) {
        return EngineResponse.of(status(error), Map.of("Content-Type", "application/json"), body(error, words));
    }

    private static int status(EngineError error) {
        return error == EngineError.FORBIDDEN ? 403 : 400;
    }

    private static byte[] body(EngineError error, String words) {
        return ("{\"code\":" + error.code() + ",\"message\":" + ProtocolJson.quote(words) + "}")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** A WebSocket upgrade: always 400, with the bare words. */
    static EngineResponse upgrade(String words) {
        return EngineResponse.of(
                400,
                Map.of("Connection", "close", "Content-Type", "text/html"),
                words.getBytes(StandardCharsets.UTF_8));
    }
}
