package io.pocketio.benchmarks.load;

import io.pocketio.benchmarks.server.ServerStatus;
import java.util.Locale;

/**
 * What was seen in one minute of a soak; memory in MiB, processor time as a share of one core.
 *
 * @param collected whether the server had collected garbage just before
 */
record SoakLine(
        long minute,
        boolean collected,
        double heap,
        double direct,
        double jvmDirect,
        double resident,
        int sessions,
        int sockets,
        int rooms,
        int timers,
        int threads,
        double serverCpu,
        double clientCpu,
        SoakCounts.Figures seen) {

    static final String HEAD = "minute   heap direct    jvm    rss sessions sockets  rooms timers threads  cpu"
            + " client connects     sent   checked errors";

    static SoakLine of(
            long minute,
            boolean collected,
            Target target,
            ServerStatus status,
            double serverCpu,
            double clientCpu,
            SoakCounts.Figures seen) {
        return new SoakLine(
                minute,
                collected,
                MemoryPeak.mebibytes(status.heapUsed()),
                MemoryPeak.mebibytes(status.nettyDirect()),
                MemoryPeak.mebibytes(status.jvmDirect()),
                MemoryPeak.mebibytes(target.residentBytes()),
                status.sessions(),
                status.sockets(),
                status.rooms(),
                status.timers(),
                status.threads(),
                serverCpu,
                clientCpu,
                seen);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%6d %6.1f %6.1f %6.1f %6.0f %8d %7d %6d %6d %7d %3.0f%% %5.0f%% %8d %8d %9d %6d",
                minute,
                heap,
                direct,
                jvmDirect,
                resident,
                sessions,
                sockets,
                rooms,
                timers,
                threads,
                100 * serverCpu,
                100 * clientCpu,
                seen.connects(),
                seen.sent(),
                seen.checked(),
                seen.errors());
    }
}
