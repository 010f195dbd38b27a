package io.pocketio.server.recovery;

import io.pocketio.adapter.Adapter;
import io.pocketio.adapter.BroadcastFlags;
import io.pocketio.adapter.LocalSocket;
import io.pocketio.adapter.RecoverableSockets;
import io.pocketio.lane.LaneBatch;
import io.pocketio.lane.TimeSource;
import io.pocketio.protocol.EncodedPacket;
import io.pocketio.protocol.Packet;
import io.pocketio.server.socket.Delivery;
import io.pocketio.server.socket.NamespaceMember;
import io.pocketio.server.socket.Outgoing;
import io.pocketio.server.socket.OutgoingHost;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** By way of the queues of sockets whose clients can come back; what has left a queue goes the way of another delivery. Thread-safe. */
public final class RecoverableDelivery implements Delivery, RecoverableSockets {

    private final Delivery direct;
    private final NamespaceRecovery sessions;

    public RecoverableDelivery(Delivery direct, RecoverySettings settings, TimeSource time) {
        this.direct = direct;
        this.sessions = new NamespaceRecovery(settings, time);
    }

    @Override
    public void use(Adapter adapter) {
        sessions.use(adapter);
    }

    @Override
    public Outgoing outgoing(OutgoingHost host) {
        return new RecoverableOutgoing(host, direct.outgoing(host), sessions);
    }

    @Override
    public void deliver(
            Packet packet, EncodedPacket encoded, Iterable<? extends LocalSocket> recipients, BroadcastFlags flags) {
        enqueue(packet, encoded, null, recipients, flags).run();
    }

    @Override
    public RecoverableSockets recoverable() {
        return this;
    }

    // What follows is for the adapter.

    @Override
    public Runnable enqueue(
            Packet packet,
            EncodedPacket encoded,
            @Nullable String stored,
            Iterable<? extends LocalSocket> recipients,
            BroadcastFlags flags) {
        RecoverableOutgoing.Sending sending = new RecoverableOutgoing.Sending(flags.mark(encoded), flags.isVolatile());
        List<NamespaceMember> enqueued = new ArrayList<>();
        for (LocalSocket recipient : recipients) {
            NamespaceMember socket = NamespaceMember.of(recipient);
            if (of(socket).enqueue(sending, stored)) {
                enqueued.add(socket);
            }
        }
        return () -> flush(packet, enqueued);
    }

    /** Without locks: runs code of the application. */
    private static void flush(Packet packet, List<NamespaceMember> sockets) {
        LaneBatch<RecoverableOutgoing> elsewhere = new LaneBatch<>(RecoverableOutgoing::flushInLane);
        int served = 0;
        for (NamespaceMember socket : sockets) {
            socket.tellOutgoing(packet);
            if (socket.session().lane().inTurn() && served < LaneBatch.MOST_AT_ONCE) {
                of(socket).flush();
                served++;
            } else {
                elsewhere.add(socket.session().home(), of(socket));
            }
        }
        elsewhere.dispatch();
    }

    @Override
    public void attach(LocalSocket socket, List<EncodedPacket> missed, String since, @Nullable String last) {
        of(NamespaceMember.of(socket)).attach(missed, since, last);
    }

    @Override
    public void detach(LocalSocket socket) {
        of(NamespaceMember.of(socket)).detach();
    }

    /** All sockets of the namespace send by way of this delivery. */
    private static RecoverableOutgoing of(NamespaceMember socket) {
        return (RecoverableOutgoing) socket.outgoing();
    }
}
