package io.pocketio.engine.handshake;

import io.pocketio.engine.ConnectionError;
import io.pocketio.engine.ConnectionErrorListener;
import io.pocketio.engine.EngineRequest;
import io.pocketio.engine.TransportType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells of refused requests; makes nothing when nobody listens. Thread-safe. */
final class Refusals {

    private static final Logger logger = LoggerFactory.getLogger(Refusals.class);

    private final List<ConnectionErrorListener> listeners;

    Refusals(List<ConnectionErrorListener> listeners) {
        this.listeners = List.copyOf(listeners);
    }

    /** @param carrier what carries the session that the request is for, if it is for one */
    void tell(EngineRequest request, Verdict.Refused refused, @Nullable TransportType carrier) {
        logger.debug("Refused a request: {}", refused);
        if (!listeners.isEmpty()) {
            ConnectionError error =
                    new ConnectionError(request, refused.error(), context(request, refused, carrier), refused.cause());
            listeners.forEach(listener -> tell(listener, error));
        }
    }

    private static void tell(ConnectionErrorListener listener, ConnectionError error) {
        try {
            listener.refused(error);
        } catch (Throwable failure) {
            logger.error("A listener of refused requests failed", failure);
        }
    }

    private static Map<String, String> context(
            EngineRequest request, Verdict.Refused refused, @Nullable TransportType carrier) {
        Map<String, String> context = new HashMap<>();
        put(context, ConnectionError.NAME, refused.reason().detail());
        switch (refused.reason()) {
            case TRANSPORT_UNKNOWN -> putTransport(context, request);
            case SESSION_ID_UNKNOWN -> put(context, "sid", RequestCheck.sid(request));
            case BAD_HANDSHAKE_METHOD -> put(context, "method", request.method());
            case INVALID_ORIGIN -> put(context, "origin", request.header("origin"));
            case TRANSPORT_MISMATCH -> {
                putTransport(context, request);
                put(context, "previousTransport", carrier == null ? null : carrier.wireName());
            }
            case PROTOCOL_MISMATCH, UNSUPPORTED_PROTOCOL_VERSION ->
                put(context, "protocol", request.query().get(RequestCheck.PROTOCOL_PARAMETER));
            case FORBIDDEN -> put(context, "message", refused.words());
            case TRANSPORT_HANDSHAKE_ERROR,
                    ID_GENERATION_ERROR,
                    JSONP_NOT_ALLOWED,
                    TOO_MANY_SESSIONS,
                    HANDSHAKE_TOO_LARGE -> {}
        }
        return context;
    }

    private static void putTransport(Map<String, String> context, EngineRequest request) {
        put(context, "transport", request.query().get(RequestCheck.TRANSPORT_PARAMETER));
    }

    private static void put(Map<String, String> context, String name, @Nullable String value) {
        if (value != null) {
            context.put(name, value);
        }
    }
}
