package io.pocketio.cluster;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/**
 * Streams and values without Redis: one for the nodes of a test. What is appended comes in a thread of its own, unless a test brings it
 * itself. Values are kept for ever. Thread-safe.
 */
public final class InMemoryStreamStore implements StreamStore, RecoveryStore, AutoCloseable {

    private static final int MAX_BYTES = 100_000;

    private final List<Reading> readings = new CopyOnWriteArrayList<>();
    private final List<Kept> entries = new CopyOnWriteArrayList<>();
    private final Map<String, byte[]> values = new ConcurrentHashMap<>();
    private final @Nullable ExecutorService thread;
    private final Executor reader;
    private volatile boolean down;
    private long next = 1;

    private record Reading(String stream, StreamId behind, StreamListener listener) {}

    private record Kept(String stream, StreamEntry entry) {}

    public InMemoryStreamStore() {
        thread = Executors.newSingleThreadExecutor();
        reader = thread;
    }

    /** @param reader runs what tells readers of entries */
    public InMemoryStreamStore(Executor reader) {
        this.thread = null;
        this.reader = reader;
    }

    /** All that was appended. */
    public List<Map<String, byte[]>> entries() {
        return entries.stream().map(kept -> kept.entry().fields()).toList();
    }

    /** Ids of all that was appended, and is there still. */
    public List<StreamId> ids() {
        return entries.stream().map(kept -> kept.entry().id()).toList();
    }

    /** How many read. */
    public int readings() {
        return readings.size();
    }

    /** By key. */
    public Map<String, byte[]> values() {
        return values;
    }

    /** Forgets the oldest entries. */
    public void trim(int length) {
        while (entries.size() > length) {
            entries.remove(0);
        }
    }

    /** From now on nothing that is asked is answered, or it is again. */
    public void down(boolean isDown) {
        down = isDown;
    }

    @Override
    public synchronized void append(String stream, long maxLength, Map<String, byte[]> fields) {
        check(fields);
        StreamEntry entry = new StreamEntry(new StreamId(1_700_000_000_000L, next++), fields);
        entries.add(new Kept(stream, entry));
        reader.execute(() -> {
            for (Reading reading : readings) {
                if (reading.stream().equals(stream) && entry.id().isBehind(reading.behind())) {
                    reading.listener().entry(stream, new StreamEntry(entry.id(), new LinkedHashMap<>(fields)));
                }
            }
        });
    }

    @Override
    public void check(Map<String, byte[]> fields) {
        MessageTooLargeException.check(
                fields.values().stream().mapToInt(value -> value.length).sum(), MAX_BYTES);
    }

    @Override
    public synchronized Disposable read(String stream, StreamListener listener) {
        StreamId last = extentOf(stream).last();
        Reading reading = new Reading(stream, last, listener);
        readings.add(reading);
        reader.execute(() -> listener.begun(stream, last));
        return () -> readings.remove(reading);
    }

    @Override
    public void close() {
        if (thread != null) {
            thread.shutdownNow();
        }
    }

    // What clients come back to.

    private <T> Mono<T> answer(Supplier<? extends @Nullable T> task) {
        return Mono.fromSupplier(() -> {
            if (down) {
                throw new IllegalStateException("down");
            }
            synchronized (this) {
                return task.get();
            }
        });
    }

    @Override
    public Mono<List<StreamEntry>> range(String stream, StreamId behind, int count) {
        return answer(() -> of(stream).stream()
                .filter(entry -> entry.id().isBehind(behind))
                .limit(count)
                .toList());
    }

    private List<StreamEntry> of(String stream) {
        List<StreamEntry> found = new ArrayList<>();
        for (Kept kept : entries) {
            if (kept.stream().equals(stream)) {
                found.add(kept.entry());
            }
        }
        return found;
    }

    @Override
    public Mono<StreamExtent> extent(String stream) {
        return answer(() -> extentOf(stream));
    }

    private StreamExtent extentOf(String stream) {
        List<StreamEntry> found = of(stream);
        return found.isEmpty()
                ? new StreamExtent(0, StreamId.BEGINNING, StreamId.BEGINNING)
                : new StreamExtent(
                        found.size(),
                        found.get(0).id(),
                        found.get(found.size() - 1).id());
    }

    @Override
    public Mono<Void> put(String key, byte[] value, Duration duration) {
        return answer(() -> values.put(key, value)).then();
    }

    @Override
    public Mono<Boolean> putIfAbsent(String key, byte[] value, Duration duration) {
        return answer(() -> values.putIfAbsent(key, value) == null);
    }

    @Override
    public Mono<Replacement> replace(String key, Collection<String> expected, byte[] value, Duration duration) {
        return answer(() -> {
            byte[] old = values.get(key);
            if (old == null) {
                return Replacement.ABSENT;
            }
            if (!expected.contains(digest(old))) {
                return Replacement.OTHER;
            }
            values.put(key, value);
            return Replacement.DONE;
        });
    }

    @Override
    public Mono<Boolean> remove(String key, Collection<String> expected) {
        return answer(() -> {
            byte[] old = values.get(key);
            return old != null && expected.contains(digest(old)) && values.remove(key) != null;
        });
    }

    @Override
    public Mono<byte[]> take(String key) {
        return answer(() -> values.remove(key));
    }

    private static String digest(byte[] value) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(value));
        } catch (NoSuchAlgorithmException never) {
            throw new IllegalStateException(never);
        }
    }
}
