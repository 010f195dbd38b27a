package io.pocketio.server.connection;

import io.pocketio.engine.EngineSession;
import io.pocketio.protocol.HeadCheck;
import io.pocketio.protocol.Packet;
import io.pocketio.protocol.PacketCodec;
import io.pocketio.protocol.PacketDecoder;
import io.pocketio.server.socket.DefaultHandshake;

/** How clients of one generation talk, and what they take for granted. One for all of their connections. Immutable. */
interface Dialect {

    /** How packets look to the client. */
    PacketCodec codec();

    /** Reads what the client sends: a CONNECT has the namespace's name, and what {@link #handshake} makes something of. */
    PacketDecoder decoder(HeadCheck heads, EngineSession session);

    /** What the client said who asks for a namespace. */
    DefaultHandshake handshake(EngineSession session, Packet connect);

    /** The id of a socket that the client is to have in a namespace. */
    String socketId(EngineSession session, String namespace);

    /** Whether the client is in the main namespace without asking for it. */
    boolean joinsMainNamespaceAtOnce();

    /** Whether the client may ask for a namespace that it is in, or that it has asked for already. */
    boolean mayAskAgain();

    /** The client has asked for a namespace that it is in, and may do so. */
    default void askedAgain(EngineSession session, String namespace) {
        // nothing happens
    }

    /** Whether a client that is not in the main namespace any more, whoever wants it so, is in no other and has no connection. */
    default boolean isMainNamespaceAll() {
        return false;
    }
}
