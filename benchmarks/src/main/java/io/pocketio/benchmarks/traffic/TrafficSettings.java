package io.pocketio.benchmarks.traffic;

import io.pocketio.benchmarks.client.ClientSettings.Transport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What is sent to whom.
 *
 * @param transport what the events are carried by
 * @param nodes of a cluster, or the one server
 * @param connected to so many of the nodes, in turn: the first ones
 * @param inFlight events without their answer: of each connection, or broadcasts of all together
 * @param size bytes of JSON, or of the attachment
 */
record TrafficSettings(
        Kind kind,
        Transport transport,
        List<Node> nodes,
        int connected,
        int connections,
        int inFlight,
        int size,
        Duration warmUp,
        Duration measured) {

    TrafficSettings {
        nodes = List.copyOf(nodes);
        if (connected < 1 || connected > nodes.size()) {
            throw new IllegalArgumentException("There are " + nodes.size() + " nodes, not " + connected);
        }
    }

    /** @param pid of the server, for its CPU time */
    record Node(int port, long pid) {}

    /** The events of the benchmark server. */
    enum Kind {
        ECHO("echo"),
        ACK("ack"),
        BROADCAST("broadcast"),
        BINARY("bin"),
        /** No event: connections that come and go. */
        CONNECT("connect");

        final String event;

        Kind(String event) {
            this.event = event;
        }

        private int connections() {
            return switch (this) {
                case BROADCAST -> 1000;
                case CONNECT -> 16;
                default -> 200;
            };
        }
    }

    /**
     * @param kind in whatever case; the rest is given as system properties, and has defaults
     * @param pids of the nodes, whose ports follow each other
     */
    static TrafficSettings of(String kind, List<Long> pids) {
        Kind wanted = Kind.valueOf(kind.toUpperCase(Locale.ROOT));
        int port = Integer.getInteger("port", 39170);
        List<Node> nodes = new ArrayList<>();
        pids.forEach(pid -> nodes.add(new Node(port + nodes.size(), pid)));
        return new TrafficSettings(
                wanted,
                Transport.valueOf(System.getProperty("transport", "websocket").toUpperCase(Locale.ROOT)),
                nodes,
                Integer.getInteger("connected", nodes.size()),
                Integer.getInteger("connections", wanted.connections()),
                Integer.getInteger("inFlight", 8),
                Integer.getInteger("size", Payload.MIN_SIZE),
                Duration.ofSeconds(Integer.getInteger("warmUp", 10)),
                Duration.ofSeconds(Integer.getInteger("seconds", 5)));
    }

    @Override
    public String toString() {
        String where = nodes.size() == 1 ? "" : " to " + connected + " of " + nodes.size() + " nodes";
        return kind.event + " over " + transport.name().toLowerCase(Locale.ROOT) + ", " + connections + " connections"
                + where + ", " + inFlight + " in flight, " + size + " bytes";
    }
}
