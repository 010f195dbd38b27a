package io.pocketio.engine;

import org.jspecify.annotations.Nullable;

/** Judges a request before anything is done for it, in the reference server's order. Stateless. */
final class RequestCheck {

    static final String PROTOCOL_PARAMETER = "EIO";
    static final String TRANSPORT_PARAMETER = "transport";

    private static final String SID_PARAMETER = "sid";
    private static final String PROTOCOL_VERSION = "4";

    private RequestCheck() {}

    /** The session that the request belongs to: {@code null} when it asks for a new one. */
    static @Nullable String sid(EngineRequest request) {
        String sid = request.query().get(SID_PARAMETER);
        return sid == null || sid.isEmpty() ? null : sid;
    }

    /** For a request with a session id: {@code null} when it may pass. */
    static @Nullable EngineError followUp(
            EngineRequest request, EngineOptions options, @Nullable EngineSession session) {
        EngineError error = common(request, options);
        if (error != null) {
            return error;
        }
        if (session == null) {
            return EngineError.SESSION_ID_UNKNOWN;
        }
        boolean fits = request.webSocket()
                ? transport(request) == TransportType.WEBSOCKET && options.allowUpgrades()
                : transport(request) == session.transport() && transport(request) == TransportType.POLLING;
        return fits && isCurrentProtocol(request) ? null : EngineError.BAD_REQUEST;
    }

    /** For a request without a session id: {@code null} when it may pass. */
    static @Nullable EngineError handshake(EngineRequest request, EngineOptions options) {
        EngineError error = common(request, options);
        if (error != null) {
            return error;
        }
        if (!request.method().equals("GET")) {
            return EngineError.BAD_HANDSHAKE_METHOD;
        }
        return request.webSocket() == (transport(request) == TransportType.WEBSOCKET) ? null : EngineError.BAD_REQUEST;
    }

    /** For a handshake that the application has let pass: {@code null} when it may pass. */
    static @Nullable EngineError version(EngineRequest request) {
        return isCurrentProtocol(request) ? null : EngineError.UNSUPPORTED_PROTOCOL_VERSION;
    }

    private static @Nullable EngineError common(EngineRequest request, EngineOptions options) {
        TransportType transport = transport(request);
        if (transport == null || !options.transports().contains(transport)) {
            return EngineError.TRANSPORT_UNKNOWN;
        }
        String origin = request.header("origin");
        return origin == null || isLegalHeaderValue(origin) ? null : EngineError.BAD_REQUEST;
    }

    private static @Nullable TransportType transport(EngineRequest request) {
        return TransportType.of(request.query().get(TRANSPORT_PARAMETER));
    }

    private static boolean isCurrentProtocol(EngineRequest request) {
        return PROTOCOL_VERSION.equals(request.query().get(PROTOCOL_PARAMETER));
    }

    private static boolean isLegalHeaderValue(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c != '\t' && (c < ' ' || c == 0x7f || c > 0xff)) {
                return false;
            }
        }
        return true;
    }
}
