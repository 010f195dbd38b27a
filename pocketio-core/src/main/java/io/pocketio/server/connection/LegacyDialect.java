package io.pocketio.server.connection;

import io.pocketio.engine.EngineRequest;
import io.pocketio.engine.EngineSession;
import io.pocketio.json.JsonCodec;
import io.pocketio.protocol.Arguments;
import io.pocketio.protocol.HeadCheck;
import io.pocketio.protocol.NamespaceQuery;
import io.pocketio.protocol.Packet;
import io.pocketio.protocol.PacketDecoder;
import io.pocketio.protocol.legacy.LegacyPacketCodec;
import io.pocketio.server.socket.DefaultHandshake;
import io.pocketio.server.socket.HandshakeFactory;

/**
 * That of Socket.IO 0.7 to 0.9. The client is in the main namespace as long as it is connected, and has the id of its session
 * everywhere. What it says for itself is a query behind the name of a namespace or, as the official clients have it, that of its handshake.
 */
record LegacyDialect(LegacyPacketCodec codec, HandshakeFactory handshakes, JsonCodec json) implements Dialect {

    @Override
    public PacketDecoder decoder(HeadCheck heads, EngineSession session) {
        PacketDecoder decoder = codec.decoder(heads, reply -> session.send(reply.packets()));
        return message -> EngineIo3Dialect.withoutQuery(decoder.decode(message), json);
    }

    @Override
    public DefaultHandshake handshake(EngineSession session, Packet connect) {
        Arguments said = connect.arguments();
        return said.size() == 0
                ? handshakes.of(session.request(), saidAtFirst(session.request(), connect.namespace()))
                : handshakes.ofQuery(session.request(), said);
    }

    /** Kept with the request, and counted with the main namespace alone: who is not in that is in no other. */
    private Arguments saidAtFirst(EngineRequest request, String namespace) {
        return namespace.equals(Packet.MAIN_NAMESPACE)
                ? new NamespaceQuery(namespace, request.query()).auth(json)
                : NamespaceQuery.authKeptElsewhere(request.query(), json);
    }

    @Override
    public String socketId(EngineSession session, String namespace) {
        return session.id();
    }

    @Override
    public boolean joinsMainNamespaceAtOnce() {
        return true;
    }

    @Override
    public boolean mayAskAgain() {
        return true;
    }

    /** The client is told once more that it is in. */
    @Override
    public void askedAgain(EngineSession session, String namespace) {
        Packet.ConnectReply reply = new Packet.ConnectReply(socketId(session, namespace), null);
        session.send(codec.encode(Packet.connect(namespace, reply)).packets());
    }

    @Override
    public boolean isMainNamespaceAll() {
        return true;
    }
}
