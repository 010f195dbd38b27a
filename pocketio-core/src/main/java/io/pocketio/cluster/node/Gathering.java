package io.pocketio.cluster.node;

import io.pocketio.adapter.SilentNodesException;
import io.pocketio.cluster.ClusterCounters;
import io.pocketio.lane.TimeSource;
import java.time.Duration;
import java.util.Collection;
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

    /** One more node has answered. */
    final void take(Collection<? extends T> answers) {
        if (over.get()) {
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
