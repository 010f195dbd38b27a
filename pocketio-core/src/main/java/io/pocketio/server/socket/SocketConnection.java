package io.pocketio.server.socket;

import io.pocketio.engine.EngineSession;
import io.pocketio.protocol.PacketCodec;
import io.pocketio.server.dispatch.InboundLoad;
import org.jspecify.annotations.Nullable;

/** A connection as its sockets see it. What is not said to be any thread's is called in its lane. */
public interface SocketConnection {

    /** What clients are told that ask for a namespace that is not there, in the words of the reference server. */
    String NO_NAMESPACE = "Invalid namespace";

    /** Any thread. */
    EngineSession session();

    /** How packets look to the client. Any thread. */
    PacketCodec codec();

    /** What of the connection is in the hands of handlers. Any thread. */
    InboundLoad load();

    /** Middlewares have let a socket pass. */
    void passed();

    /** A socket has been refused, and has ended: the client is told, and may try again. */
    void refuse(String namespace, String message, @Nullable Object data);

    /** The socket has left its namespace. */
    void remove(SocketLife socket);

    /** Sends the client away from one of its namespaces; from all, where it cannot be in others without that one. */
    void dismiss(SocketLife socket);

    /** Sends the client away from all of its namespaces and closes the session. */
    void dismiss();
}
