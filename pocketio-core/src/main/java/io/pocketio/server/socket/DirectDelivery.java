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
import io.pocketio.protocol.PacketCodec;
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
        Forms forms = new Forms(packet, encoded, flags, legacy);
        LaneBatch<NamespaceMember> elsewhere = null;
        int served = 0;
        for (LocalSocket recipient : recipients) {
            NamespaceMember socket = NamespaceMember.of(recipient);
            if (!socket.maySend()) {
                continue;
            }
            EngineSession session = socket.session();
            EncodedPacket form = forms.of(socket); // here, as the arguments are the sender's again when this returns
            Lane home = session.home();
            if ((home.inTurn() || session.lane().inTurn()) && served < LaneBatch.MOST_AT_ONCE) {
                forms.send(socket, form);
                served++;
            } else {
                if (elsewhere == null) {
                    elsewhere = new LaneBatch<>(each -> forms.send(each, forms.of(each)));
                }
                elsewhere.add(home, socket);
            }
        }
        if (elsewhere != null) {
            elsewhere.dispatch();
        }
    }

    @Override
    public @Nullable RecoverableSockets recoverable() {
        return null;
    }

    /** One packet in the forms that its recipients read. Complete before another thread has it. */
    private static final class Forms {

        /** What those get for whom it could not be written. */
        private static final EncodedPacket NOTHING = new EncodedPacket(List.of());

        private final Packet packet;
        private final EncodedPacket encoded;
        private final BroadcastFlags flags;
        private final @Nullable PacketCodec legacy;

        /** Written for the first who reads it. */
        private @Nullable EncodedPacket inLegacyForm;

        Forms(Packet packet, EncodedPacket encoded, BroadcastFlags flags, @Nullable PacketCodec legacy) {
            this.packet = packet;
            this.encoded = flags.mark(encoded);
            this.flags = flags;
            this.legacy = legacy;
        }

        /** Asked first in the thread of who sends: what he sends is his again when he has sent it. */
        EncodedPacket of(NamespaceMember socket) {
            return socket.isLegacy() ? legacy() : encoded;
        }

        private EncodedPacket legacy() {
            EncodedPacket known = inLegacyForm;
            if (known == null) {
                known = encodeLegacy();
                inLegacyForm = known;
            }
            return known;
        }

        private EncodedPacket encodeLegacy() {
            try {
                return flags.mark(Objects.requireNonNull(legacy).encode(packet));
            } catch (RuntimeException | StackOverflowError failure) {
                // others get it
                logger.error("A packet could not be written for clients older than Engine.IO ({})", packet, failure);
                return NOTHING;
            }
        }

        /** In the socket's lane, or its home. Past its {@link Outgoing}, which would do the same: what is far apart in memory costs. */
        void send(NamespaceMember socket, EncodedPacket form) {
            if (form != NOTHING && socket.takesBroadcasts()) {
                socket.tellOutgoing(packet);
                DirectOutgoing.send(socket.session(), form, flags.isVolatile());
            }
        }
    }
}
