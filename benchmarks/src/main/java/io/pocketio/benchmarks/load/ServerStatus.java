package io.pocketio.benchmarks.load;

import java.util.Map;
import java.util.TreeMap;

/** What the benchmark server tells of itself at {@code /status}. Immutable. */
record ServerStatus(
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
        long readingPauses,
        Map<String, Long> disconnects) {

    ServerStatus {
        disconnects = Map.copyOf(disconnects);
    }

    /** Disconnects since an earlier status, by reason. */
    Map<String, Long> disconnectsSince(ServerStatus earlier) {
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
