package io.pocketio.engine;

/**
 * Why a session ended, in the words of the reference server.
 *
 * @since 0.1
 */
public enum CloseReason {
    /** An I/O error, an overlap of polls, a poll that was cut off, a ping from the client, a message above the limit. */
    TRANSPORT_ERROR("transport error"),
    /** The WebSocket was closed, or the client sent a close packet. */
    TRANSPORT_CLOSE("transport close"),
    /** {@link EngineSession#close()} was called. */
    FORCED_CLOSE("forced close"),
    /** No pong came. */
    PING_TIMEOUT("ping timeout"),
    /** The client sent what is no Engine.IO packet. */
    PARSE_ERROR("parse error"),
    /** {@link EngineServer#close()} was called. */
    SERVER_SHUTTING_DOWN("server shutting down"),
    /**
     * More waited for the client than {@link EngineOptions#maxOutboundBuffer()} allows, or more than its share of {@link
     * EngineOptions#maxTotalOutboundBuffer()}; the reference server has no such bounds.
     */
    OUTBOUND_OVERFLOW("outbound buffer overflow"),
    /**
     * Of what the client had sent more waited than its share of {@link EngineOptions#maxTotalInboundBuffer()}; the reference server
     * has no such bound.
     */
    INBOUND_OVERFLOW("inbound buffer overflow");

    private final String wireName;

    CloseReason(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }
}
