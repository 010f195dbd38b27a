package io.pocketio.cluster;

import java.util.concurrent.atomic.LongAdder;

/**
 * Counts what goes between this node and the others. One for a server. Thread-safe.
 *
 * @since 0.1
 */
public final class ClusterCounters implements ClusterStatistics {

    private final LongAdder published = new LongAdder();
    private final LongAdder received = new LongAdder();
    private final LongAdder lost = new LongAdder();
    private final LongAdder malformed = new LongAdder();
    private final LongAdder foreign = new LongAdder();
    private final LongAdder silentNodes = new LongAdder();
    private final LongAdder pendingBytes = new LongAdder();
    private final LongAdder outages = new LongAdder();
    private volatile long streamLagMillis;

    public void countPublished(long messages) {
        published.add(messages);
    }

    public void countReceived() {
        received.increment();
    }

    public void countLost(long messages) {
        lost.add(messages);
    }

    public void countMalformed() {
        malformed.increment();
    }

    public void countForeign() {
        foreign.increment();
    }

    public void countSilentNodes(long nodes) {
        silentNodes.add(nodes);
    }

    /** @param bytes that wait in addition; negative when they have gone */
    public void addPendingBytes(long bytes) {
        pendingBytes.add(bytes);
    }

    /** Takes the place of what it was. */
    public void streamLagMillis(long millis) {
        streamLagMillis = millis;
    }

    public void countOutage() {
        outages.increment();
    }

    @Override
    public long published() {
        return published.sum();
    }

    @Override
    public long received() {
        return received.sum();
    }

    @Override
    public long lost() {
        return lost.sum();
    }

    @Override
    public long malformed() {
        return malformed.sum();
    }

    @Override
    public long foreign() {
        return foreign.sum();
    }

    @Override
    public long silentNodes() {
        return silentNodes.sum();
    }

    @Override
    public long pendingBytes() {
        return pendingBytes.sum();
    }

    @Override
    public long streamLagMillis() {
        return streamLagMillis;
    }

    @Override
    public long outages() {
        return outages.sum();
    }
}
