package io.pocketio;

import io.pocketio.engine.EngineStatistics;

/**
 * What a server tells of itself, as it is at the moment of each call: for meters and health checks. Any thread may ask.
 *
 * @since 0.1
 */
public interface ServerStatistics {

    /** Of the connections below: how many there are, and what waits for slow ones. */
    EngineStatistics engine();

    /** Sockets that are connected now, in all namespaces. */
    long sockets();

    /** Sockets that have left for that reason since the server was made; only those that had been connected. */
    long disconnects(DisconnectReason reason);
}
