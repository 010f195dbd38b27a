package io.pocketio.server;

import io.pocketio.adapter.AdapterFactory;
import io.pocketio.adapter.memory.InMemoryAdapter;
import io.pocketio.adapter.memory.RecoveryBudget;
import io.pocketio.lane.TimeSource;
import io.pocketio.protocol.PacketCodec;
import io.pocketio.server.recovery.RecoverableDelivery;
import io.pocketio.server.recovery.RecoverySettings;
import io.pocketio.server.socket.Delivery;
import io.pocketio.server.socket.DirectDelivery;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a server that depend on whether clients can come back. Immutable.
 *
 * @param settings {@code null} when they cannot
 */
record RecoveryParts(@Nullable RecoverySettings settings, TimeSource time) {

    /**
     * Makes the delivery of each namespace.
     *
     * @param legacy for clients that are older than Engine.IO; {@code null} when none may come
     */
    Supplier<Delivery> deliveries(PacketCodec codec, @Nullable PacketCodec legacy) {
        RecoverySettings recovering = settings;
        Delivery direct = new DirectDelivery(legacy);
        return recovering == null ? () -> direct : () -> new RecoverableDelivery(direct, codec, recovering, time);
    }

    /** Makes the adapter of each namespace when the application does not. */
    AdapterFactory adapters() {
        if (settings == null) {
            return (namespace, sockets) -> new InMemoryAdapter(sockets);
        }
        RecoveryBudget budget = new RecoveryBudget(settings.limits());
        return (namespace, sockets) -> new InMemoryAdapter(sockets, budget, time.workers());
    }
}
