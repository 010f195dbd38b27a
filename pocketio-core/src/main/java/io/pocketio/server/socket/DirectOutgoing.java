package io.pocketio.server.socket;

import io.pocketio.adapter.BroadcastFlags;
import io.pocketio.engine.EngineSession;
import io.pocketio.protocol.EncodedPacket;
import io.pocketio.protocol.Packet;

/** To the session, without further ado. */
final class DirectOutgoing implements Outgoing {

    private final DefaultSocket socket;

    DirectOutgoing(DefaultSocket socket) {
        this.socket = socket;
    }

    @Override
    public void open() {
        socket.admit();
    }

    @Override
    public void welcome() {
        send(socket.namespace().welcome(socket.id(), null), false);
        socket.welcomed();
    }

    @Override
    public void send(EncodedPacket packet, boolean isVolatile) {
        EngineSession session = socket.session();
        if (isVolatile) {
            session.sendVolatile(packet.packets());
        } else {
            session.send(packet.packets());
        }
    }

    @Override
    public void emit(Packet packet, BroadcastFlags flags) {
        if (socket.maySend()) {
            EncodedPacket encoded = flags.mark(socket.namespace().encode(packet));
            socket.tellOutgoing(packet);
            send(encoded, flags.isVolatile());
        }
    }
}
