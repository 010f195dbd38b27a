package io.pocketio.observation;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.BaseUnits;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.pocketio.DisconnectReason;
import io.pocketio.ServerStatistics;
import io.pocketio.SocketIoServer;
import io.pocketio.engine.EngineStatistics;
import io.pocketio.engine.TransportType;

/**
 * The meters of a server, all of whose names begin with {@code pocketio.}: read when somebody asks, nothing is done for them on the way
 * of a message. No tag has values that a client chooses. Immutable.
 *
 * @since 0.1
 */
public final class SocketIoMetrics implements MeterBinder {

    private final ServerStatistics server;
    private final EngineStatistics engine;

    public SocketIoMetrics(SocketIoServer server) {
        this.server = server.statistics();
        this.engine = this.server.engine();
    }

    /** The names say what is counted; Prometheus would append the units to them. */
    @Override
    public void bindTo(MeterRegistry registry) {
        bindGauges(registry);
        bindCounters(registry);
    }

    private void bindGauges(MeterRegistry registry) {
        for (TransportType transport : TransportType.values()) {
            Gauge.builder("pocketio.sessions", engine, statistics -> statistics.sessions(transport))
                    .description("Sessions that are open")
                    .tags(Tags.of("transport", transport.wireName()))
                    .strongReference(true)
                    .register(registry);
        }
        Gauge.builder("pocketio.sockets", server, ServerStatistics::sockets)
                .description("Sockets that are connected, in all namespaces")
                .strongReference(true)
                .register(registry);
        Gauge.builder("pocketio.outbound.pending", engine, EngineStatistics::outboundBytes)
                .description("Bytes that wait for slow clients, and for those none of whose polls is there")
                .baseUnit(BaseUnits.BYTES)
                .strongReference(true)
                .register(registry);
        Gauge.builder("pocketio.inbound.pending", engine, EngineStatistics::inboundBytes)
                .description("Bytes that wait of what clients have sent")
                .baseUnit(BaseUnits.BYTES)
                .strongReference(true)
                .register(registry);
        Gauge.builder("pocketio.clients.slow", engine, EngineStatistics::slowClients)
                .description("Clients for which 16 KiB or more wait")
                .strongReference(true)
                .register(registry);
    }

    private void bindCounters(MeterRegistry registry) {
        for (DisconnectReason reason : DisconnectReason.values()) {
            FunctionCounter.builder("pocketio.disconnects", server, statistics -> statistics.disconnects(reason))
                    .description("Sockets that have left")
                    .tags(Tags.of("reason", reason.wireName()))
                    .register(registry);
        }
        FunctionCounter.builder("pocketio.volatile.dropped", engine, EngineStatistics::volatileDropped)
                .description("Volatile packets that were not sent because their client was not ready")
                .register(registry);
        FunctionCounter.builder("pocketio.reading.pauses", engine, EngineStatistics::readingPauses)
                .description("Times that reading from a client was paused because handlers were behind")
                .register(registry);
        FunctionCounter.builder("pocketio.messages.received", engine, EngineStatistics::messagesReceived)
                .description("Messages that have come from clients")
                .register(registry);
    }
}
