package io.pocketio.benchmarks.server;

import java.util.Map;
import java.util.TreeMap;

/**
 * What the server tells of itself at {@code /status}: the state of that moment. Immutable.
 *
 * @param sockets in the main namespace
 * @param rooms each socket's own among them
 * @param timers that are armed, for heartbeats and time-outs
 * @param outboundBytes that wait for clients that are behind
 * @param maxOutboundBytes that may wait for all of them together
 * @param readingPauses how often a client had to wait for its handlers
 * @param disconnects of sockets, since the start, by reason
 */
public record ServerStatus(
        long heapUsed,
        long nettyDirect,
        long jvmDirect,
        int sessions,
        int sockets,
        int rooms,
        int timers,
        int threads,
        long cpuNanos,
        long outboundBytes,
        long maxOutboundBytes,
        long readingPauses,
        Map<String, Long> disconnects) {

    public ServerStatus {
        disconnects = Map.copyOf(disconnects);
    }

    /** Whether nothing is left of any client. */
    public boolean hasNobody() {
        return sessions == 0 && sockets == 0 && rooms == 0 && timers == 0;
    }

    /** Disconnects since an earlier status, by reason. */
    public Map<String, Long> disconnectsSince(ServerStatus earlier) {
        Map<String, Long> since = new TreeMap<>();
        disconnects.forEach((reason, count) -> {
            long more = count - earlier.disconnects.getOrDefault(reason, 0L);
            if (more != 0) {
                since.put(reason, more);
            }
        });
        return since;
    }
}
