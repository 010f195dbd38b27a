package io.pocketio.server.namespace;

import io.pocketio.adapter.AdapterFactory;
import io.pocketio.json.JsonCodec;
import io.pocketio.lane.TimeSource;
import io.pocketio.protocol.PacketCodec;
import io.pocketio.server.dispatch.BlockingWatch;
import io.pocketio.server.handler.Interception;
import io.pocketio.server.socket.Delivery;
import io.pocketio.server.socket.DisconnectCounts;
import io.pocketio.server.socket.HandshakeFactory;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What all namespaces of a server have in common. Immutable, but for what is counted.
 *
 * @param values converts what the application sends, for those who look at it on its way
 * @param deliveries makes one for each namespace
 * @param watch {@code null} when nobody watches handlers
 * @param maxChildren dynamic namespaces that clients may have brought into being
 * @param cleanupEmptyChildren whether one of these is removed with its last socket
 */
public record NamespaceSettings(
        PacketCodec codec,
        JsonCodec values,
        AdapterFactory adapters,
        Supplier<Delivery> deliveries,
        HandshakeFactory handshakes,
        TimeSource time,
        Duration ackTimeout,
        Interception interception,
        @Nullable BlockingWatch watch,
        DisconnectCounts disconnects,
        int maxChildren,
        boolean cleanupEmptyChildren) {}
