package io.pocketio.cluster;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import reactor.core.Disposable;

/** Streams without Redis: one for the nodes of a test. What is appended comes in a thread of its own. Thread-safe. */
public final class InMemoryStreamStore implements StreamStore, AutoCloseable {

    private static final int MAX_BYTES = 100_000;

    private final List<Reading> readings = new CopyOnWriteArrayList<>();
    private final List<Map<String, byte[]>> entries = new CopyOnWriteArrayList<>();
    private final ExecutorService reader = Executors.newSingleThreadExecutor();

    private record Reading(String stream, StreamListener listener) {}

    /** All that was appended. */
    public List<Map<String, byte[]>> entries() {
        return entries;
    }

    /** How many read. */
    public int readings() {
        return readings.size();
    }

    @Override
    public void append(String stream, long maxLength, Map<String, byte[]> fields) {
        check(fields);
        entries.add(fields);
        reader.execute(() -> {
            for (Reading reading : readings) {
                if (reading.stream().equals(stream)) {
                    reading.listener().entry(stream, new LinkedHashMap<>(fields));
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
    public Disposable read(String stream, StreamListener listener) {
        Reading reading = new Reading(stream, listener);
        readings.add(reading);
        return () -> readings.remove(reading);
    }

    @Override
    public void close() {
        reader.shutdownNow();
    }
}
