package io.pocketio.benchmarks.traffic;

import java.time.Duration;
import java.util.Locale;

/**
 * What is sent to whom.
 *
 * @param pid of the server, for its CPU time
 * @param inFlight events without their answer: of each connection, or broadcasts of all together
 * @param size bytes of JSON, or of the attachment
 */
record TrafficSettings(
        Kind kind, int port, long pid, int connections, int inFlight, int size, Duration warmUp, Duration measured) {

    /** The events of the benchmark server. */
    enum Kind {
        ECHO("echo"),
        ACK("ack"),
        BROADCAST("broadcast"),
        BINARY("bin");

        final String event;

        Kind(String event) {
            this.event = event;
        }
    }

    /** @param kind in whatever case; the rest is given as system properties, and has defaults */
    static TrafficSettings of(String kind, long pid) {
        Kind wanted = Kind.valueOf(kind.toUpperCase(Locale.ROOT));
        boolean isBroadcast = wanted == Kind.BROADCAST;
        return new TrafficSettings(
                wanted,
                Integer.getInteger("port", 39170),
                pid,
                Integer.getInteger("connections", isBroadcast ? 1000 : 200),
                Integer.getInteger("inFlight", 8),
                Integer.getInteger("size", Payload.MIN_SIZE),
                Duration.ofSeconds(Integer.getInteger("warmUp", 10)),
                Duration.ofSeconds(Integer.getInteger("seconds", 5)));
    }

    @Override
    public String toString() {
        return kind.event + ", " + connections + " connections, " + inFlight + " in flight, " + size + " bytes";
    }
}
