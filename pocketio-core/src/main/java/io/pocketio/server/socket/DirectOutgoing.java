package io.pocketio.server.socket;

import io.pocketio.adapter.BroadcastFlags;
import io.pocketio.engine.EngineSession;
import io.pocketio.protocol.EncodedPacket;
import io.pocketio.protocol.Packet;

/** To the session, without further ado. Thread-safe where {@link Outgoing} says so. */
final class DirectOutgoing implements Outgoing {

    private final OutgoingHost host;

    DirectOutgoing(OutgoingHost host) {
        this.host = host;
    }

    @Override
    public void open() {
        host.admit();
    }

    @Override
    public void welcome() {
        Packet.ConnectReply reply = new Packet.ConnectReply(host.socket().id(), null);
        send(host.encode(Packet.connect(host.namespace().name(), reply)), false);
        host.welcomed();
    }

    @Override
    public void send(EncodedPacket packet, boolean isVolatile) {
        send(host.session(), packet, isVolatile);
    }

    static void send(EngineSession session, EncodedPacket packet, boolean isVolatile) {
        if (isVolatile) {
            session.sendVolatile(packet.packets());
        } else {
            session.send(packet.packets());
        }
    }

    @Override
    public boolean mayEmit() {
        return host.maySend();
    }

    @Override
    public void emit(Packet packet, BroadcastFlags flags) {
        EncodedPacket encoded = flags.mark(host.encode(packet));
        host.tellOutgoing(packet);
        send(encoded, flags.isVolatile());
    }
}
