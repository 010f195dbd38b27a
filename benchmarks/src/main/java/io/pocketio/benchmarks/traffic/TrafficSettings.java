package io.pocketio.benchmarks.traffic;

import io.pocketio.benchmarks.client.ClientSettings.Transport;
import java.time.Duration;
import java.util.Locale;

/**
 * What is sent to whom.
 *
 * @param transport what the events are carried by
 * @param pid of the server, for its CPU time
 * @param inFlight events without their answer: of each connection, or broadcasts of all together
 * @param size bytes of JSON, or of the attachment
 */
record TrafficSettings(
        Kind kind,
        Transport transport,
        int port,
        long pid,
        int connections,
        int inFlight,
        int size,
        Duration warmUp,
        Duration measured) {

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

    /** @param kind in whatever case; the rest is given as system properties, and has defaults */
    static TrafficSettings of(String kind, long pid) {
        Kind wanted = Kind.valueOf(kind.toUpperCase(Locale.ROOT));
        return new TrafficSettings(
                wanted,
                Transport.valueOf(System.getProperty("transport", "websocket").toUpperCase(Locale.ROOT)),
                Integer.getInteger("port", 39170),
                pid,
                Integer.getInteger("connections", wanted.connections()),
                Integer.getInteger("inFlight", 8),
                Integer.getInteger("size", Payload.MIN_SIZE),
                Duration.ofSeconds(Integer.getInteger("warmUp", 10)),
                Duration.ofSeconds(Integer.getInteger("seconds", 5)));
    }

    @Override
    public String toString() {
        return kind.event + " over " + transport.name().toLowerCase(Locale.ROOT) + ", " + connections + " connections, "
                + inFlight + " in flight, " + size + " bytes";
    }
}
