package io.pocketio.benchmarks.traffic;

import java.util.List;
import java.util.Locale;

/**
 * What events take, by the nodes that have sent them.
 *
 * @param seconds that were measured
 */
record TrafficFigures(double seconds, List<Node> nodes) {

    TrafficFigures {
        nodes = List.copyOf(nodes);
    }

    /** @param cpuMicros all that the process has taken */
    record Node(long events, double cpuMicros) {

        @Override
        public String toString() {
            return events == 0
                    ? String.format(Locale.ROOT, "%,.0f us in all", cpuMicros)
                    : String.format(Locale.ROOT, "%.2f us", cpuMicros / events);
        }
    }

    double eventsPerSecond() {
        return events() / seconds;
    }

    /** Of all nodes together, for each event. */
    double cpuMicros() {
        return nodes.stream().mapToDouble(Node::cpuMicros).sum() / events();
    }

    private long events() {
        return nodes.stream().mapToLong(Node::events).sum();
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%,.0f events/s, %.2f us of the server's CPU for each%s",
                eventsPerSecond(),
                cpuMicros(),
                nodes.size() == 1 ? "" : ", by node: " + nodes);
    }
}
