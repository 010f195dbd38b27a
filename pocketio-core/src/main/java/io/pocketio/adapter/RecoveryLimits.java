package io.pocketio.adapter;

import io.pocketio.lane.Durations;
import java.time.Duration;

/**
 * How much one server remembers for clients that were cut off. Immutable.
 *
 * @param maxDisconnectionDuration how long a session is kept; 10,000 days at most, as the age of packets
 * @param maxPacketAge how long a packet is kept: as long as a session, and the time before in which nobody noticed that the client
 *     was gone
 * @param maxPackets packets that are kept
 * @param maxBytes of memory that these packets take
 * @param maxSessions sessions that are kept
 * @since 0.1
 */
public record RecoveryLimits(
        Duration maxDisconnectionDuration, Duration maxPacketAge, int maxPackets, long maxBytes, int maxSessions) {

    public RecoveryLimits {
        maxDisconnectionDuration = Durations.clamped(maxDisconnectionDuration);
        maxPacketAge = Durations.clamped(maxPacketAge);
    }
}
