package io.pocketio;

/**
 * A client has gone before it acknowledged an event.
 *
 * @since 0.1
 */
public final class SocketDisconnectedException extends SocketIoException {

    private static final long serialVersionUID = 1L;

    /** In the words of the reference server. */
    public SocketDisconnectedException() {
        super("socket has been disconnected");
    }
}
