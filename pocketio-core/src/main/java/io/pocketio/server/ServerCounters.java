package io.pocketio.server;

import io.pocketio.DisconnectReason;
import io.pocketio.ServerStatistics;
import io.pocketio.engine.EngineServer;
import io.pocketio.engine.EngineStatistics;
import io.pocketio.server.namespace.DefaultNamespace;
import io.pocketio.server.namespace.NamespaceRegistry;
import io.pocketio.server.socket.DisconnectCounts;

/** What the parts of a server count; the rest is looked up when somebody asks. Thread-safe. */
record ServerCounters(EngineServer server, NamespaceRegistry namespaces, DisconnectCounts counts)
        implements ServerStatistics {

    @Override
    public EngineStatistics engine() {
        return server.statistics();
    }

    @Override
    public long sockets() {
        long sum = 0;
        for (DefaultNamespace namespace : namespaces.all()) {
            sum += namespace.sockets().size();
        }
        return sum;
    }

    @Override
    public long disconnects(DisconnectReason reason) {
        return counts.of(reason);
    }
}
