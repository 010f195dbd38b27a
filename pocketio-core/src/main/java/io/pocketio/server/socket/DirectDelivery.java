package io.pocketio.server.socket;

import io.pocketio.adapter.Adapter;
import io.pocketio.adapter.BroadcastFlags;
import io.pocketio.adapter.LocalSocket;
import io.pocketio.adapter.RecoverableSockets;
import io.pocketio.engine.EngineSession;
import io.pocketio.engine.packet.Revision;
import io.pocketio.lane.Lane;
import io.pocketio.lane.LaneBatch;
import io.pocketio.protocol.EncodedPacket;
import io.pocketio.protocol.Packet;
import io.pocketio.protocol.PacketCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * To each session at once. What one thread sends to one client, directly or by broadcasts, arrives in that order: outside the lane a
 * direct send is queued in the lane by way of {@link Lane#home()}, and a broadcast is one task in the same home lane, so neither
 * overtakes the other; inside the lane, or in its home, both are served on the spot, but for the rest of a broadcast to many: what
 * the caller sends from there on is behind it, see {@link Lane#append}. Clients that are older than Engine.IO read the same packet in
 * another form, written once for all of them, and only when there are any. Immutable.
 */
public final class DirectDelivery implements Delivery {

    private static final Logger logger = LoggerFactory.getLogger(DirectDelivery.class);

    /** {@code null} when there are no clients older than Engine.IO. */
    private final @Nullable PacketCodec legacy;

    /** @param legacy for clients that are older than Engine.IO; {@code null} when none may come */
    public DirectDelivery(@Nullable PacketCodec legacy) {
        this.legacy = legacy;
    }

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
        List<NamespaceMember> others = deliver(packet, encoded, recipients, flags, legacy != null);
        EncodedPacket inTheirForm = others.isEmpty() ? null : legacyForm(packet);
        if (inTheirForm != null) {
            deliver(packet, inTheirForm, others, flags, false);
        }
    }

    /** @return recipients that have been passed over, as they read another form */
    private static List<NamespaceMember> deliver(
            Packet packet,
            EncodedPacket encoded,
            Iterable<? extends LocalSocket> recipients,
            BroadcastFlags flags,
            boolean withoutLegacy) {
        EncodedPacket sent = flags.mark(encoded);
        boolean isVolatile = flags.isVolatile();
        List<NamespaceMember> others = List.of();
        LaneBatch<NamespaceMember> elsewhere = null;
        int served = 0;
        for (LocalSocket recipient : recipients) {
            NamespaceMember socket = NamespaceMember.of(recipient);
            if (!socket.maySend()) {
                continue;
            }
            EngineSession session = socket.session();
            if (withoutLegacy && session.revision() == Revision.LEGACY) {
                others = others.isEmpty() ? new ArrayList<>() : others;
                others.add(socket);
                continue;
            }
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
        return others;
    }

    /** In the thread of who sends: what he sends is his again when this returns. */
    private @Nullable EncodedPacket legacyForm(Packet packet) {
        try {
            return Objects.requireNonNull(legacy).encode(packet);
        } catch (RuntimeException failure) {
            // newer clients have got it already
            logger.error("A packet could not be written for clients older than Engine.IO ({})", packet, failure);
            return null;
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
