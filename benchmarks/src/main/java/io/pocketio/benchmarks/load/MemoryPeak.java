package io.pocketio.benchmarks.load;

import io.pocketio.benchmarks.server.ServerStatus;
import java.util.Locale;

/** The most that was seen of the server's memory, in bytes. Confined to the thread that looks. */
final class MemoryPeak {

    private static final double MEBIBYTE = 1024 * 1024;

    private long resident;
    private long heap;
    private long direct;
    private long outbound;

    void look(Target target, ServerStatus status) {
        resident = Math.max(resident, target.residentBytes());
        heap = Math.max(heap, status.heapUsed());
        direct = Math.max(direct, status.nettyDirect());
        outbound = Math.max(outbound, status.outboundBytes());
    }

    long direct() {
        return direct;
    }

    /** What waited for clients that were behind. */
    long outbound() {
        return outbound;
    }

    Figures figures() {
        return new Figures(mebibytes(resident), mebibytes(heap), mebibytes(direct));
    }

    static double mebibytes(long bytes) {
        return Math.round(bytes / MEBIBYTE * 10) / 10.0;
    }

    /** In MiB; the heap with its garbage. */
    record Figures(double resident, double heap, double direct) {

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "resident %.0f MiB, heap with garbage %.0f MiB, Netty's direct memory %.0f MiB",
                    resident,
                    heap,
                    direct);
        }
    }
}
