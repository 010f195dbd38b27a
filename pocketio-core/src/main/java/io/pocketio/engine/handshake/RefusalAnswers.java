package io.pocketio.engine.handshake;

import io.pocketio.engine.EngineError;
import io.pocketio.engine.EngineResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What a client is answered whose request is refused, as the reference server answers it. Stateless. */
final class RefusalAnswers {

    private static final int FORBIDDEN = 403;

    private RefusalAnswers() {}

    /** Over polling. */
    static EngineResponse polling(Refusal refusal, String words) {
        int status = refusal == Refusal.FORBIDDEN ? FORBIDDEN : status(refusal);
        return EngineResponse.of(status, Map.of("Content-Type", "application/json"), body(refusal.error(), words));
    }

    /** In the reference server nothing is full or too large, and all is a bad request. */
    private static int status(Refusal refusal) {
        return switch (refusal) {
            case TOO_MANY_SESSIONS -> 503;
            case HANDSHAKE_TOO_LARGE -> 431;
            default -> 400;
        };
    }

    /** The handshake of a client of Socket.IO 0.7 to 0.9, which shows the text to its application. */
    static EngineResponse legacy(Verdict.Refused refused) {
        return switch (refused.reason()) {
            case FORBIDDEN ->
                refused.cause() == null ? plain(FORBIDDEN, "handshake unauthorized") : plain(500, "handshake error");
            case INVALID_ORIGIN -> plain(FORBIDDEN, "handshake bad origin");
            case TOO_MANY_SESSIONS, HANDSHAKE_TOO_LARGE -> plain(status(refused.reason()), refused.words());
            default -> plain(500, "handshake error");
        };
    }

    private static EngineResponse plain(int status, String words) {
        return EngineResponse.of(
                status, Map.of("Content-Type", "text/plain; charset=UTF-8"), words.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] body(EngineError error, String words) {
        return ("{\"code\":" + error.code() + ",\"message\":" + ProtocolJson.quote(words) + "}")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** A WebSocket upgrade: with the bare words, and 400 where polling has 403. */
    static EngineResponse upgrade(Refusal refusal, String words) {
        return EngineResponse.of(
                status(refusal),
                Map.of("Connection", "close", "Content-Type", "text/html"),
                words.getBytes(StandardCharsets.UTF_8));
    }
}
