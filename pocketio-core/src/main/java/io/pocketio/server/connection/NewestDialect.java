package io.pocketio.server.connection;

import io.pocketio.engine.EngineSession;
import io.pocketio.engine.SessionIdGenerator;
import io.pocketio.protocol.HeadCheck;
import io.pocketio.protocol.Packet;
import io.pocketio.protocol.PacketCodec;
import io.pocketio.protocol.PacketDecoder;
import io.pocketio.server.socket.DefaultHandshake;
import io.pocketio.server.socket.HandshakeFactory;

/** That of Socket.IO 3 and 4: who wants to be in a namespace asks for it, once, and gets an id of its own for it. */
record NewestDialect(PacketCodec codec, HandshakeFactory handshakes, SessionIdGenerator socketIds) implements Dialect {

    @Override
    public PacketDecoder decoder(HeadCheck heads, EngineSession session) {
        return codec.decoder(heads);
    }

    @Override
    public DefaultHandshake handshake(EngineSession session, Packet connect) {
        return handshakes.of(session.request(), connect.arguments());
    }

    @Override
    public String socketId(EngineSession session, String namespace) {
        return socketIds.generate();
    }

    @Override
    public boolean joinsMainNamespaceAtOnce() {
        return false;
    }

    @Override
    public boolean mayAskAgain() {
        return false;
    }
}
