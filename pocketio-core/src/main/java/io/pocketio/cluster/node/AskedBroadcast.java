package io.pocketio.cluster.node;

import io.pocketio.adapter.AckCollector;
import io.pocketio.protocol.Arguments;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** What other nodes answer to a broadcast of this one that asks for acknowledgements. Thread-safe. */
final class AskedBroadcast extends PendingQuestion {

    /** More than nodes can be. */
    private static final int UNKNOWN = Integer.MAX_VALUE / 2;

    private final AckCollector collector;

    /** Nodes that have not said how many sockets they have asked; large as long as nobody knows how many nodes there are. */
    private final AtomicInteger missing = new AtomicInteger(UNKNOWN);

    /** Nodes that have, as far as they say who they are. */
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    AskedBroadcast(AckCollector collector) {
        this.collector = collector;
    }

    /** So many other nodes are asked. They may have answered already. Called once. */
    void nodes(int others) {
        collector.nodes(others);
        if (missing.addAndGet(others - UNKNOWN) <= 0) {
            collector.complete();
        }
    }

    @Override
    public void asked(Question question, int recipients) {
        String node = question.node();
        if (node != null && !told.add(node)) {
            return;
        }
        collector.expect(recipients);
        if (missing.decrementAndGet() == 0) {
            collector.complete();
        }
    }

    @Override
    public void acknowledged(Question question, Arguments arguments) {
        collector.answered(null, arguments);
    }

    /** Whoever has asked gives up when his time is over. */
    @Override
    void close() {}
}
