package io.pocketio.server.connection;

import io.pocketio.engine.SessionIdGenerator;
import io.pocketio.engine.packet.Revision;
import io.pocketio.json.JsonCodec;
import io.pocketio.protocol.PacketCodec;
import io.pocketio.protocol.legacy.LegacyPacketCodec;
import io.pocketio.server.socket.HandshakeFactory;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The ways to talk to clients of all generations. Immutable. */
public final class Dialects {

    private final Dialect newest;
    private final Dialect engineIo3;
    private final @Nullable Dialect legacy;

    /**
     * @param legacy for clients that are older than Engine.IO; {@code null} when none may come
     * @param socketIds of sockets of newer clients: public, unlike those of sessions
     */
    public Dialects(
            PacketCodec codec,
            @Nullable LegacyPacketCodec legacy,
            JsonCodec json,
            HandshakeFactory handshakes,
            SessionIdGenerator socketIds) {
        newest = new NewestDialect(codec, handshakes, socketIds);
        engineIo3 = new EngineIo3Dialect(codec.forSocketIo2(), handshakes, json);
        this.legacy = legacy == null ? null : new LegacyDialect(legacy, handshakes, json);
    }

    Dialect of(Revision revision) {
        return switch (revision) {
            case V4 -> newest;
            case V3 -> engineIo3;
            case LEGACY -> Objects.requireNonNull(legacy, "clients older than Engine.IO are not let in");
        };
    }
}
