package io.pocketio;

import io.pocketio.lane.Lane;
import io.pocketio.protocol.EncodedPacket;
import io.pocketio.protocol.Packet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The recipients of one packet, by the lane that serves them: one task for each lane. Confined to the thread that broadcasts. */
final class Deliveries {

    private final Packet packet;
    private final EncodedPacket encoded;
    private final boolean isVolatile;
    private final Map<Lane, Delivery> deliveries = new HashMap<>();

    /** The one that was added to last: neighbours in a room often share a lane. */
    private @Nullable Delivery last;

    Deliveries(Packet packet, EncodedPacket encoded, boolean isVolatile) {
        this.packet = packet;
        this.encoded = encoded;
        this.isVolatile = isVolatile;
    }

    void add(DefaultSocket recipient, Lane home) {
        Delivery delivery = last;
        if (delivery == null || delivery.home != home) {
            delivery = deliveries.get(home);
            if (delivery == null) {
                delivery = new Delivery(home, packet, encoded, isVolatile);
                deliveries.put(home, delivery);
            }
            last = delivery;
        }
        delivery.recipients.add(recipient);
    }

    void dispatch() {
        for (Delivery delivery : deliveries.values()) {
            delivery.home.execute(delivery);
        }
    }

    /** What one lane does for a broadcast. */
    private static final class Delivery implements Runnable {

        private final Lane home;
        private final Packet packet;
        private final EncodedPacket encoded;
        private final boolean isVolatile;
        private final List<DefaultSocket> recipients = new ArrayList<>();

        Delivery(Lane home, Packet packet, EncodedPacket encoded, boolean isVolatile) {
            this.home = home;
            this.packet = packet;
            this.encoded = encoded;
            this.isVolatile = isVolatile;
        }

        @Override
        public void run() {
            for (int i = 0; i < recipients.size(); i++) {
                recipients.get(i).deliver(packet, encoded, isVolatile);
            }
        }
    }
}
