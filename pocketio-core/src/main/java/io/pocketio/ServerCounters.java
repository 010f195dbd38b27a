package io.pocketio;

import io.pocketio.engine.EngineStatistics;
import java.util.concurrent.atomic.LongAdder;

/** Counts sockets that leave; the rest is looked up when somebody asks. Thread-safe. */
final class ServerCounters implements ServerStatistics {

    private final DefaultSocketIoServer server;
    private final LongAdder[] disconnects = new LongAdder[DisconnectReason.values().length];

    ServerCounters(DefaultSocketIoServer server) {
        this.server = server;
        for (int i = 0; i < disconnects.length; i++) {
            disconnects[i] = new LongAdder();
        }
    }

    void disconnected(DisconnectReason reason) {
        disconnects[reason.ordinal()].increment();
    }

    @Override
    public EngineStatistics engine() {
        return server.engine().statistics();
    }

    @Override
    public long sockets() {
        long sum = 0;
        for (DefaultNamespace namespace : server.namespaces().all()) {
            sum += namespace.localSockets().all().size();
        }
        return sum;
    }

    @Override
    public long disconnects(DisconnectReason reason) {
        return disconnects[reason.ordinal()].sum();
    }
}
