package io.pocketio.server.recovery;

import io.pocketio.adapter.Adapter;
import io.pocketio.adapter.BroadcastFlags;
import io.pocketio.adapter.LocalSocket;
import io.pocketio.adapter.RecoverableSession;
import io.pocketio.adapter.RecoverableSockets;
import io.pocketio.engine.packet.Revision;
import io.pocketio.lane.LaneBatch;
import io.pocketio.lane.TimeSource;
import io.pocketio.protocol.EncodedPacket;
import io.pocketio.protocol.Packet;
import io.pocketio.protocol.PacketCodec;
import io.pocketio.server.socket.Delivery;
import io.pocketio.server.socket.NamespaceMember;
import io.pocketio.server.socket.Outgoing;
import io.pocketio.server.socket.OutgoingHost;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * By way of the queues of sockets whose clients can come back; what has left a queue goes the way of another delivery. Older clients
 * cannot come back: what they are sent goes that way at once, without an offset. Thread-safe.
 */
public final class RecoverableDelivery implements Delivery, RecoverableSockets {

    private static final Logger logger = LoggerFactory.getLogger(RecoverableDelivery.class);

    private final Delivery direct;
    private final PacketCodec codec;
    private final NamespaceRecovery sessions;

    /** @param codec of the namespace */
    public RecoverableDelivery(Delivery direct, PacketCodec codec, RecoverySettings settings, TimeSource time) {
        this.direct = direct;
        this.codec = codec;
        this.sessions = new NamespaceRecovery(settings, time);
    }

    @Override
    public void use(Adapter adapter) {
        sessions.use(adapter);
    }

    @Override
    public Outgoing outgoing(OutgoingHost host) {
        Outgoing plain = direct.outgoing(host);
        return host.session().revision() == Revision.V4 ? new RecoverableOutgoing(host, plain, sessions) : plain;
    }

    @Override
    public void deliver(
            Packet packet, EncodedPacket encoded, Iterable<? extends LocalSocket> recipients, BroadcastFlags flags) {
        List<NamespaceMember> others = flush(packet, enqueue(encoded, null, recipients, flags));
        if (!others.isEmpty()) {
            direct.deliver(packet, encoded, others, flags);
        }
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
        List<NamespaceMember> reached = enqueue(encoded, stored, recipients, flags);
        return () -> {
            List<NamespaceMember> others = flush(packet, reached);
            if (!others.isEmpty()) {
                sendPlain(packet, others, flags);
            }
        };
    }

    /** @return those in whose queues the packet is, and those that have none */
    private static List<NamespaceMember> enqueue(
            EncodedPacket encoded,
            @Nullable String stored,
            Iterable<? extends LocalSocket> recipients,
            BroadcastFlags flags) {
        RecoverableOutgoing.Sending sending = new RecoverableOutgoing.Sending(flags.mark(encoded), flags.isVolatile());
        List<NamespaceMember> reached = new ArrayList<>();
        for (LocalSocket recipient : recipients) {
            NamespaceMember socket = NamespaceMember.of(recipient);
            if (!(socket.outgoing() instanceof RecoverableOutgoing queue) || queue.enqueue(sending, stored)) {
                reached.add(socket);
            }
        }
        return reached;
    }

    /**
     * Without locks: runs code of the application.
     *
     * @return sockets that have no queue
     */
    private static List<NamespaceMember> flush(Packet packet, List<NamespaceMember> sockets) {
        List<NamespaceMember> others = List.of();
        LaneBatch<RecoverableOutgoing> elsewhere = new LaneBatch<>(RecoverableOutgoing::flushInLane);
        int served = 0;
        for (NamespaceMember socket : sockets) {
            if (!(socket.outgoing() instanceof RecoverableOutgoing queue)) {
                others = others.isEmpty() ? new ArrayList<>() : others;
                others.add(socket);
                continue;
            }
            socket.tellOutgoing(packet);
            if (socket.session().lane().inTurn() && served < LaneBatch.MOST_AT_ONCE) {
                queue.flush();
                served++;
            } else {
                elsewhere.add(socket.session().home(), queue);
            }
        }
        elsewhere.dispatch();
        return others;
    }

    /** The packet without its offset, which older clients would take for an argument. */
    private void sendPlain(Packet packet, List<NamespaceMember> sockets, BroadcastFlags flags) {
        try {
            direct.deliver(packet, codec.encode(packet), sockets, flags);
        } catch (RuntimeException failure) {
            // newer clients have got it already
            logger.error("A packet could not be written for older clients ({})", packet, failure);
        }
    }

    @Override
    public void attach(LocalSocket socket, List<EncodedPacket> missed, String since, @Nullable String last) {
        of(NamespaceMember.of(socket)).attach(missed, since, last);
    }

    @Override
    public void detach(LocalSocket socket) {
        of(NamespaceMember.of(socket)).detach();
    }

    @Override
    public @Nullable RecoverableSession snapshot(LocalSocket socket, Set<String> rooms, String position) {
        return of(NamespaceMember.of(socket)).snapshot(rooms, position);
    }

    /** Of a socket that the adapter was told to attach. */
    private static RecoverableOutgoing of(NamespaceMember socket) {
        return (RecoverableOutgoing) socket.outgoing();
    }
}
