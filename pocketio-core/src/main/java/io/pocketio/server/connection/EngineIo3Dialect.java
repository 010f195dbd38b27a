package io.pocketio.server.connection;

import io.pocketio.engine.EngineSession;
import io.pocketio.json.JsonCodec;
import io.pocketio.protocol.HeadCheck;
import io.pocketio.protocol.NamespaceQuery;
import io.pocketio.protocol.Packet;
import io.pocketio.protocol.PacketCodec;
import io.pocketio.protocol.PacketDecoder;
import io.pocketio.protocol.PacketType;
import io.pocketio.server.socket.DefaultHandshake;
import io.pocketio.server.socket.HandshakeFactory;
import org.jspecify.annotations.Nullable;

/**
 * That of Socket.IO 1 and 2. The client is in the main namespace from the beginning, and takes its session's id for that of its socket
 * there. What it says for itself is a query behind the name of a namespace.
 */
record EngineIo3Dialect(PacketCodec codec, HandshakeFactory handshakes, JsonCodec json) implements Dialect {

    private static final char ID_START = '#';

    @Override
    public PacketDecoder decoder(HeadCheck heads, EngineSession session) {
        PacketDecoder decoder = codec.decoder((type, namespace) -> heads.allows(type, nameOf(type, namespace)));
        return message -> withoutQuery(decoder.decode(message), json);
    }

    private static String nameOf(PacketType type, String namespace) {
        return type == PacketType.CONNECT ? NamespaceQuery.namespaceOf(namespace) : namespace;
    }

    /** The query behind the name of a namespace becomes the auth. */
    static @Nullable Packet withoutQuery(@Nullable Packet packet, JsonCodec json) {
        if (packet == null || packet.type() != PacketType.CONNECT) {
            return packet;
        }
        NamespaceQuery asked = NamespaceQuery.of(packet.namespace());
        return new Packet(PacketType.CONNECT, asked.namespace(), Packet.NO_ID, null, asked.auth(json));
    }

    @Override
    public DefaultHandshake handshake(EngineSession session, Packet connect) {
        return handshakes.ofQuery(session.request(), connect.arguments());
    }

    @Override
    public String socketId(EngineSession session, String namespace) {
        return namespace.equals(Packet.MAIN_NAMESPACE) ? session.id() : namespace + ID_START + session.id();
    }

    @Override
    public boolean joinsMainNamespaceAtOnce() {
        return true;
    }

    @Override
    public boolean mayAskAgain() {
        return true;
    }
}
