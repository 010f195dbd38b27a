package io.pocketio.server.connection;

import io.pocketio.engine.SessionIdGenerator;
import io.pocketio.engine.packet.Revision;
import io.pocketio.json.JsonCodec;
import io.pocketio.protocol.PacketCodec;
import io.pocketio.server.socket.HandshakeFactory;

/** The ways to talk to clients of all generations. Immutable. */
public final class Dialects {

    private final Dialect newest;
    private final Dialect engineIo3;

    /** @param socketIds of sockets of newer clients: public, unlike those of sessions */
    public Dialects(PacketCodec codec, JsonCodec json, HandshakeFactory handshakes, SessionIdGenerator socketIds) {
        newest = new NewestDialect(codec, handshakes, socketIds);
        engineIo3 = new EngineIo3Dialect(codec.forSocketIo2(), handshakes, json);
    }

    Dialect of(Revision revision) {
        return switch (revision) {
            case V4 -> newest;
            case V3 -> engineIo3;
            case LEGACY -> throw new IllegalStateException("Nobody speaks the protocol before Engine.IO here");
        };
    }
}
