package io.pocketio.server.socket;

import io.pocketio.adapter.Adapter;
import io.pocketio.adapter.BroadcastFlags;
import io.pocketio.adapter.LocalSocket;
import io.pocketio.adapter.RecoverableSockets;
import io.pocketio.engine.EngineSession;
import io.pocketio.lane.Lane;
import io.pocketio.lane.LaneBatch;
import io.pocketio.protocol.EncodedPacket;
import io.pocketio.protocol.Packet;
import org.jspecify.annotations.Nullable;

/**
 * To each session at once. What one thread sends to one client, directly or by broadcasts, arrives in that order: outside the lane a
 * direct send is queued in the lane by way of {@link Lane#home()}, and a broadcast is one task in the same home lane, so neither
 * overtakes the other; inside the lane, or in its home, both are served on the spot, but for the rest of a broadcast to many: what
 * the caller sends from there on is behind it, see {@link Lane#append}. Stateless.
 */
public final class DirectDelivery implements Delivery {

    @Override
    public void use(Adapter adapter) {
        // any adapter will do
    }

    @Override
    public Outgoing outgoing(OutgoingHost host) {
        return new DirectOutgoing(host);
    }

    @Override
    public void deliver(
            Packet packet, EncodedPacket encoded, Iterable<? extends LocalSocket> recipients, BroadcastFlags flags) {
        EncodedPacket sent = flags.mark(encoded);
        boolean isVolatile = flags.isVolatile();
        LaneBatch<NamespaceMember> elsewhere = null;
        int served = 0;
        for (LocalSocket recipient : recipients) {
            NamespaceMember socket = NamespaceMember.of(recipient);
            if (!socket.maySend()) {
                continue;
            }
            EngineSession session = socket.session();
            Lane home = session.home();
            if ((home.inTurn() || session.lane().inTurn()) && served < LaneBatch.MOST_AT_ONCE) {
                deliver(socket, packet, sent, isVolatile);
                served++;
            } else {
                if (elsewhere == null) {
                    elsewhere = new LaneBatch<>(each -> deliver(each, packet, sent, isVolatile));
                }
                elsewhere.add(home, socket);
            }
        }
        if (elsewhere != null) {
            elsewhere.dispatch();
        }
    }

    /** In the socket's lane, or its home. Past its {@link Outgoing}, which would do the same: what is far apart in memory costs. */
    private static void deliver(NamespaceMember socket, Packet packet, EncodedPacket encoded, boolean isVolatile) {
        if (socket.takesBroadcasts()) {
            socket.tellOutgoing(packet);
            DirectOutgoing.send(socket.session(), encoded, isVolatile);
        }
    }

    @Override
    public @Nullable RecoverableSockets recoverable() {
        return null;
    }
}
