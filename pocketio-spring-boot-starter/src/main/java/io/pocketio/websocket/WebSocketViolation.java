package io.pocketio.websocket;

/** A client has broken the WebSocket protocol, or a limit. Without a stack trace, since clients cause it at will. */
public final class WebSocketViolation extends RuntimeException {

    static final int PROTOCOL_ERROR = 1002;
    static final int INVALID_DATA = 1007;
    static final int TOO_BIG = 1009;

    private static final long serialVersionUID = 1L;

    private final int status;

    WebSocketViolation(int status, String message) {
        super(message, null, false, false);
        this.status = status;
    }

    static WebSocketViolation tooBig(int limit) {
        return new WebSocketViolation(TOO_BIG, "Message of more than " + limit + " bytes");
    }

    /** The status of the close frame that tells the client. */
    public int status() {
        return status;
    }
}
