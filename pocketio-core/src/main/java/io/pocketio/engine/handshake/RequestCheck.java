package io.pocketio.engine.handshake;

import io.pocketio.engine.EngineOptions;
import io.pocketio.engine.EngineRequest;
import io.pocketio.engine.TransportType;
import io.pocketio.engine.packet.Revision;
import org.jspecify.annotations.Nullable;

/** Judges a request before anything is done for it, in the reference server's order. Stateless. */
final class RequestCheck {

    static final String PROTOCOL_PARAMETER = "EIO";
    static final String TRANSPORT_PARAMETER = "transport";
    static final String PROTOCOL_VERSION = "4";

    private static final String SID_PARAMETER = "sid";

    private RequestCheck() {}

    /** The session that the request belongs to: {@code null} when it asks for a new one. That of an empty id is none that there is. */
    static @Nullable String sid(EngineRequest request) {
        return request.query().get(SID_PARAMETER);
    }

    /**
     * For a request with a session id: {@code null} when it may pass.
     *
     * @param carrier what carries that session now; {@code null} when there is no such session
     * @param spoken in that session
     */
    static @Nullable Refusal followUp(
            EngineRequest request, EngineOptions options, @Nullable TransportType carrier, @Nullable Revision spoken) {
        Refusal refusal = common(request, options);
        if (refusal != null) {
            return refusal;
        }
        if (carrier == null) {
            return Refusal.SESSION_ID_UNKNOWN;
        }
        boolean fits = request.webSocket()
                ? transport(request) == TransportType.WEBSOCKET && options.allowUpgrades()
                : transport(request) == carrier && carrier == TransportType.POLLING;
        if (!fits) {
            return Refusal.TRANSPORT_MISMATCH;
        }
        return revision(request) == spoken ? null : Refusal.PROTOCOL_MISMATCH;
    }

    /** For a request without a session id: {@code null} when it may pass. */
    static @Nullable Refusal handshake(EngineRequest request, EngineOptions options) {
        Refusal refusal = common(request, options);
        if (refusal != null) {
            return refusal;
        }
        if (!request.method().equals("GET")) {
            return Refusal.BAD_HANDSHAKE_METHOD;
        }
        boolean fits = request.webSocket() == (transport(request) == TransportType.WEBSOCKET);
        return fits ? null : Refusal.TRANSPORT_HANDSHAKE_ERROR;
    }

    /** For a handshake that the application has let pass: {@code null} when it may pass. */
    static @Nullable Refusal version(EngineRequest request, EngineOptions options) {
        boolean fits = revision(request) == Revision.V4 || options.allowOlderClients();
        return fits ? null : Refusal.UNSUPPORTED_PROTOCOL_VERSION;
    }

    private static @Nullable Refusal common(EngineRequest request, EngineOptions options) {
        TransportType transport = transport(request);
        if (transport == null || !options.transports().contains(transport)) {
            return Refusal.TRANSPORT_UNKNOWN;
        }
        if (!isOriginLegal(request)) {
            return Refusal.INVALID_ORIGIN;
        }
        return request.asksForScript() && !options.allowJsonp() ? Refusal.JSONP_NOT_ALLOWED : null;
    }

    /** Whether what it says to be its origin can stand in a header of the answer. */
    static boolean isOriginLegal(EngineRequest request) {
        String origin = request.header("origin");
        return origin == null || DefaultResponseHeaders.isLegalValue(origin);
    }

    private static @Nullable TransportType transport(EngineRequest request) {
        String wireName = request.query().get(TRANSPORT_PARAMETER);
        for (TransportType transport : TransportType.values()) {
            if (transport.wireName().equals(wireName)) {
                return transport;
            }
        }
        return null;
    }

    /** As in the reference server whatever is not the newest is taken for the one before. */
    static Revision revision(EngineRequest request) {
        return PROTOCOL_VERSION.equals(request.query().get(PROTOCOL_PARAMETER)) ? Revision.V4 : Revision.V3;
    }
}
