package io.pocketio.server.socket;

import io.pocketio.SocketIoSocket;
import io.pocketio.adapter.LocalSocket;
import io.pocketio.adapter.SocketDescriptor;
import io.pocketio.engine.EngineSession;
import io.pocketio.protocol.Packet;

/** A socket of this node as its namespace sees it. Any thread may call, unless it is said otherwise. */
public interface NamespaceMember extends SocketIoSocket, LocalSocket {

    /** What an adapter calls a socket is what it was given: a member of its namespace. */
    static NamespaceMember of(LocalSocket socket) {
        return (NamespaceMember) socket;
    }

    /** As both know it. */
    @Override
    String id();

    @Override
    default String transport() {
        return session().transport().wireName();
    }

    @Override
    default boolean recovered() {
        return outgoing().isRecovered();
    }

    /** Whether what is sent to it is sent. */
    boolean maySend();

    /** As {@link #disconnect(boolean)}, but later: for a caller who ends many. */
    void disconnectLater(boolean close);

    Outgoing outgoing();

    /** Whether what was broadcast when {@link #maySend} held is sent still; asked in its lane or its {@link #home}. */
    boolean takesBroadcasts();

    EngineSession session();

    /** Whether its client is older than Engine.IO. Near at hand, as the session is: a broadcast asks each of its recipients. */
    boolean isLegacy();

    /** To be called for each event that is about to be sent, not for acknowledgements. */
    void tellOutgoing(Packet packet);

    SocketDescriptor describe();
}
