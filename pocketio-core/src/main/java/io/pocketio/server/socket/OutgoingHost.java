package io.pocketio.server.socket;

import io.pocketio.adapter.LocalSocket;
import io.pocketio.engine.EngineSession;
import io.pocketio.protocol.EncodedPacket;
import io.pocketio.protocol.Packet;
import java.util.Map;

/** A socket as the way of what it sends sees it. What is not said to be any thread's is called in its lane. */
public interface OutgoingHost {

    /** The socket itself, as its adapter and its users know it. Any thread. */
    LocalSocket socket();

    /** Any thread. */
    SocketNamespace namespace();

    /** Any thread. */
    EngineSession session();

    /** Any thread. */
    DefaultHandshake handshake();

    /** What the application keeps about the client. Any thread. */
    Map<String, Object> data();

    /**
     * The packet as its client reads it. Any thread.
     *
     * @throws IllegalArgumentException when an argument cannot be written
     */
    EncodedPacket encode(Packet packet);

    /** Whether what is sent to the socket is sent. Any thread. */
    boolean maySend();

    /** Whether the server has sent the client away. Any thread. */
    boolean isDismissed();

    /** Whether the socket has left for good. Any thread. */
    boolean isGone();

    /** Whether its end has begun. */
    boolean hasLeft();

    /** To be called for each event that is about to be sent, not for acknowledgements. Any thread. */
    void tellOutgoing(Packet packet);

    /** The client has come back to the session of that socket, which this one takes the place of. */
    void adopt(String sid, Map<String, Object> kept);

    /** It is known who comes: asks the middlewares. Without any, or when all decide at once, it is inside when this returns. */
    void admit();

    /** The socket is let in. */
    void enter();

    /** The reply is sent, or is the first of what waits. */
    void welcomed();
}
