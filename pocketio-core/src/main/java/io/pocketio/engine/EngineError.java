package io.pocketio.engine;

/**
 * Why the engine refuses a request, with the code and the words of the reference server.
 *
 * @since 0.1
 */
public enum EngineError {
    TRANSPORT_UNKNOWN("Transport unknown"),
    SESSION_ID_UNKNOWN("Session ID unknown"),
    BAD_HANDSHAKE_METHOD("Bad handshake method"),
    BAD_REQUEST("Bad request"),
    FORBIDDEN("Forbidden"),
    UNSUPPORTED_PROTOCOL_VERSION("Unsupported protocol version");

    private final String message;

    EngineError(String message) {
        this.message = message;
    }

    /** The number in the error body. */
    public int code() {
        return ordinal();
    }

    public String message() {
        return message;
    }
}
