package io.pocketio;

import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Why a socket left, in the words of the Node server.
 *
 * @since 0.1
 */
public enum DisconnectReason {
    TRANSPORT_ERROR("transport error"),
    TRANSPORT_CLOSE("transport close"),
    FORCED_CLOSE("forced close"),
    PING_TIMEOUT("ping timeout"),
    PARSE_ERROR("parse error"),
    SERVER_SHUTTING_DOWN("server shutting down"),
    FORCED_SERVER_CLOSE("forced server close"),
    CLIENT_NAMESPACE_DISCONNECT("client namespace disconnect"),
    SERVER_NAMESPACE_DISCONNECT("server namespace disconnect"),
    /** The client was slower than {@code maxOutboundBuffer} or {@code maxTotalOutboundBuffer} allow. Node has no such bounds. */
    OUTBOUND_OVERFLOW("outbound buffer overflow"),
    /** What waits of all clients is more than {@code maxTotalInboundBuffer} allows, and this one wanted more. Node has no such bound. */
    INBOUND_OVERFLOW("inbound buffer overflow");

    private final String wireName;

    DisconnectReason(String wireName) {
        this.wireName = wireName;
    }

    /** Node's string; also the form of a reason in JSON. */
    @JsonValue
    public String wireName() {
        return wireName;
    }

    /** Whether a client may come back to its session: neither it nor the server wanted this end. */
    public boolean isRecoverable() {
        return switch (this) {
            case TRANSPORT_ERROR,
                    TRANSPORT_CLOSE,
                    FORCED_CLOSE,
                    PING_TIMEOUT,
                    SERVER_SHUTTING_DOWN,
                    FORCED_SERVER_CLOSE,
                    OUTBOUND_OVERFLOW,
                    INBOUND_OVERFLOW -> true;
            case PARSE_ERROR, CLIENT_NAMESPACE_DISCONNECT, SERVER_NAMESPACE_DISCONNECT -> false;
        };
    }
}
