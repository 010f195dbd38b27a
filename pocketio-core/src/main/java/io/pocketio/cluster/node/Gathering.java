package io.pocketio.cluster.node;

import io.pocketio.adapter.SilentNodesException;
import io.pocketio.cluster.ClusterCounters;
import io.pocketio.lane.TimeSource;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.Disposable;
import reactor.core.publisher.FluxSink;

/** Gives what other nodes answer, one answer of each, and ends with the last or when the time is over. Thread-safe. */
abstract class Gathering<T> extends PendingQuestion {

    private final FluxSink<T> sink;
    private final ClusterCounters counters;
    private final int nodes;
    private final AtomicInteger missing;
    private final AtomicBoolean over = new AtomicBoolean();

    /** Those that have said who they are. */
    private final Set<String> answered = ConcurrentHashMap.newKeySet();

    /** @param nodes that are asked, one or more */
    Gathering(FluxSink<T> sink, int nodes, ClusterCounters counters) {
        this.sink = sink;
        this.nodes = nodes;
        this.missing = new AtomicInteger(nodes);
        this.counters = counters;
    }

    /**
     * Waits no longer than that.
     *
     * @param end run once when nobody waits any more, for whatever reason
     */
    final void endAfter(Duration timeout, TimeSource time, Runnable end) {
        Disposable late = time.timer()
                .schedule(() -> time.workers().schedule(this::fail), timeout.toMillis(), TimeUnit.MILLISECONDS);
        sink.onDispose(() -> {
            late.dispose();
            end.run();
        });
    }

    /** One more node has answered; what it answers again does not count. */
    final void take(Question question, Collection<? extends T> answers) {
        String node = question.node();
        if (over.get() || node != null && !answered.add(node)) {
            return;
        }
        answers.forEach(sink::next);
        if (missing.decrementAndGet() == 0 && over.compareAndSet(false, true)) {
            sink.complete();
        }
    }

    private void fail() {
        if (over.compareAndSet(false, true)) {
            int silent = Math.max(1, missing.get());
            counters.countSilentNodes(silent);
            sink.error(new SilentNodesException(nodes, silent));
        }
    }

    @Override
    final void close() {
        fail();
    }
}
