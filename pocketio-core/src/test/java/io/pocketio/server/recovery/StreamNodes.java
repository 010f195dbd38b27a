package io.pocketio.server.recovery;

import io.pocketio.RecoveryAttempt;
import io.pocketio.RecoveryOptions;
import io.pocketio.adapter.RecoveryLimits;
import io.pocketio.adapter.RecoveryOutcome;
import io.pocketio.cluster.ClusterCounters;
import io.pocketio.cluster.InMemoryBus;
import io.pocketio.cluster.InMemoryStreamStore;
import io.pocketio.cluster.StreamEntry;
import io.pocketio.cluster.StreamId;
import io.pocketio.cluster.StreamListener;
import io.pocketio.cluster.StreamStore;
import io.pocketio.cluster.streams.SessionOptions;
import io.pocketio.cluster.streams.StreamsAdapters;
import io.pocketio.cluster.streams.StreamsOptions;
import io.pocketio.lane.TimeSource;
import io.pocketio.server.SocketIoServerBuilder;
import io.pocketio.server.TestServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import reactor.core.Disposable;
import reactor.test.scheduler.VirtualTimeScheduler;

/** Servers with one stream, whose clients come back by any of them. What is appended is read at once, unless a test holds it. */
final class StreamNodes {

    static final Duration AWAY = Duration.ofMinutes(2);
    static final String KEY = "sio:session:";

    /** Of events in memory; a test may say less before it makes a node. */
    RecoveryLimits limits = new RecoveryLimits(AWAY, AWAY, 10_000, 1 << 24, 10_000);

    final InMemoryStreamStore store = new InMemoryStreamStore(new OneByOne());
    final VirtualTimeScheduler clock = VirtualTimeScheduler.create();
    final ClusterCounters counters = new ClusterCounters();
    final List<RecoveryAttempt> attempts = new ArrayList<>();
    private final InMemoryBus.Network network = new InMemoryBus.Network();

    /** Runs tasks in the thread of whoever comes first, never one within another. */
    private static final class OneByOne implements Executor {

        private final Queue<Runnable> waiting = new ArrayDeque<>();
        private boolean running;

        @Override
        public void execute(Runnable task) {
            waiting.add(task);
            if (!running) {
                running = true;
                for (Runnable next = waiting.poll(); next != null; next = waiting.poll()) {
                    next.run();
                }
                running = false;
            }
        }
    }

    /** What a node reads of the stream, which a test may hold back. */
    final class Reading implements StreamStore {

        private final Queue<Runnable> held = new ArrayDeque<>();
        private boolean isHeld;

        @Override
        public void append(String stream, long maxLength, Map<String, byte[]> fields) {
            store.append(stream, maxLength, fields);
        }

        @Override
        public void check(Map<String, byte[]> fields) {
            store.check(fields);
        }

        @Override
        public Disposable read(String stream, StreamListener listener) {
            return store.read(stream, new StreamListener() {
                @Override
                public void begun(String name, StreamId position) {
                    tell(() -> listener.begun(name, position));
                }

                @Override
                public void entry(String name, StreamEntry entry) {
                    tell(() -> listener.entry(name, entry));
                }
            });
        }

        private void tell(Runnable what) {
            if (isHeld) {
                held.add(what);
            } else {
                what.run();
            }
        }

        void hold() {
            isHeld = true;
        }

        void release() {
            isHeld = false;
            for (Runnable next = held.poll(); next != null; next = held.poll()) {
                next.run();
            }
        }
    }

    TestServer node() {
        return node(new Reading(), builder -> {});
    }

    TestServer node(Reading reading, Consumer<SocketIoServerBuilder> settings) {
        StreamsAdapters adapters = new StreamsAdapters(
                new InMemoryBus(network),
                reading,
                StreamsOptions.DEFAULTS,
                store,
                new SessionOptions(KEY, limits),
                counters,
                new TimeSource(clock));
        return new TestServer(builder -> {
            builder.connectionStateRecovery(RecoveryOptions.of(options -> options.maxDisconnectionDuration(AWAY)))
                    .recoveryListener(attempts::add)
                    .adapter(adapters);
            settings.accept(builder);
        });
    }

    RecoveryOutcome lastOutcome() {
        return attempts.get(attempts.size() - 1).outcome();
    }

    /** As a node of Node does it. */
    void append(String type, String data) {
        Map<String, byte[]> fields = new LinkedHashMap<>();
        fields.put("uid", bytes("356163e38829b6e8"));
        fields.put("nsp", bytes("/"));
        fields.put("type", bytes(type));
        fields.put("data", bytes(data.replace('\'', '"')));
        store.append("socket.io", 10_000, fields);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Long enough for what has changed to be kept. */
    void tick() {
        clock.advanceTimeBy(Duration.ofMillis(300));
    }
}
