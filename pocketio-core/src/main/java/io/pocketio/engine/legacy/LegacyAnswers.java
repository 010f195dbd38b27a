package io.pocketio.engine.legacy;

import io.pocketio.engine.EngineResponse;
import io.pocketio.engine.packet.EnginePacket;
import io.pocketio.engine.packet.EnginePacketType;
import io.pocketio.engine.packet.Frame;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Answers that are always the same, and the few messages that are the engine's own. Stateless. */
final class LegacyAnswers {

    /** Ends a poll that has brought nothing. */
    static final EnginePacket NOOP = EnginePacket.bare(EnginePacketType.NOOP, Frame.text("8::"));

    /** The client is not known: it may shake hands again. */
    static final EnginePacket UNKNOWN = EnginePacket.bare(EnginePacketType.CLOSE, Frame.text("7:::1+0"));

    private static final String PLAIN = "text/plain; charset=UTF-8";
    private static final Map<String, List<String>> PLAIN_HEADERS =
            Map.of("Content-Type", List.of(PLAIN), "cache-control", List.of("no-store"));

    private LegacyAnswers() {}

    static EngineResponse plain(int status, String text) {
        return new EngineResponse(status, PLAIN_HEADERS, text.getBytes(StandardCharsets.UTF_8));
    }

    /** To a poll. */
    static EngineResponse messages(List<EnginePacket> packets) {
        return new EngineResponse(200, PLAIN_HEADERS, LegacyPayloads.encode(packets));
    }

    /** To a POST. */
    static EngineResponse taken() {
        return plain(200, "1");
    }
}
