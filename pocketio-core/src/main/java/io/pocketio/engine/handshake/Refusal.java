package io.pocketio.engine.handshake;

import io.pocketio.engine.EngineError;
import org.jspecify.annotations.Nullable;

/** Why a request is refused, as fine as the reference server tells its application; clients get the {@link EngineError} alone. */
public enum Refusal {
    TRANSPORT_UNKNOWN(EngineError.TRANSPORT_UNKNOWN),
    SESSION_ID_UNKNOWN(EngineError.SESSION_ID_UNKNOWN),
    BAD_HANDSHAKE_METHOD(EngineError.BAD_HANDSHAKE_METHOD),
    INVALID_ORIGIN(EngineError.BAD_REQUEST),
    TRANSPORT_MISMATCH(EngineError.BAD_REQUEST),
    TRANSPORT_HANDSHAKE_ERROR(EngineError.BAD_REQUEST),
    PROTOCOL_MISMATCH(EngineError.BAD_REQUEST),
    ID_GENERATION_ERROR(EngineError.BAD_REQUEST),
    JSONP_NOT_ALLOWED(EngineError.BAD_REQUEST),
    TOO_MANY_SESSIONS(EngineError.BAD_REQUEST),
    HANDSHAKE_TOO_LARGE(EngineError.BAD_REQUEST),
    FORBIDDEN(EngineError.FORBIDDEN),
    UNSUPPORTED_PROTOCOL_VERSION(EngineError.UNSUPPORTED_PROTOCOL_VERSION);

    private final EngineError error;

    Refusal(EngineError error) {
        this.error = error;
    }

    EngineError error() {
        return error;
    }

    /** For the client. */
    String words() {
        return switch (this) {
            case TOO_MANY_SESSIONS -> "Too many sessions";
            case JSONP_NOT_ALLOWED -> "JSONP is not allowed";
            case HANDSHAKE_TOO_LARGE -> "Handshake too large";
            default -> error.message();
        };
    }

    /** Tells apart what is one error to the client; {@code null} where the error says it. */
    @Nullable
    String detail() {
        return error == EngineError.BAD_REQUEST ? name() : null;
    }
}
