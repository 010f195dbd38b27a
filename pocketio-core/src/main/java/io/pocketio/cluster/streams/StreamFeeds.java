package io.pocketio.cluster.streams;

import io.pocketio.cluster.StreamEntry;
import io.pocketio.cluster.StreamId;
import io.pocketio.cluster.StreamStore;
import io.pocketio.cluster.wire.BusGuard;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import reactor.core.Disposable;
import reactor.core.Disposables;

/** Reads each stream once for all its namespaces, as long as one of them is there. Thread-safe. */
final class StreamFeeds {

    private final StreamStore store;
    private final BusGuard guard;

    /** By stream; under the monitor of this. */
    private final Map<String, Reading> readings = new HashMap<>();

    private record Reading(StreamFeed feed, Disposable.Swap handle) {}

    StreamFeeds(StreamStore store, BusGuard guard) {
        this.store = store;
        this.guard = guard;
    }

    /**
     * Hands the entries of a namespace to the reader, until it is disposed of.
     *
     * @param reader may throw what a {@link BusGuard} catches
     * @param opened called with where they come from, and behind which of them
     */
    synchronized Disposable open(
            String stream, String namespace, Consumer<StreamEntry> reader, BiConsumer<StreamFeed, StreamId> opened) {
        Reading reading = readings.get(stream);
        boolean isNew = reading == null;
        if (reading == null) {
            reading = new Reading(new StreamFeed(guard), Disposables.swap());
            readings.put(stream, reading);
        }
        opened.accept(reading.feed(), reading.feed().add(namespace, reader));
        if (isNew) {
            reading.handle().update(store.read(stream, reading.feed()));
        }
        Reading held = reading;
        return Disposables.composite(() -> close(stream, namespace, held));
    }

    private synchronized void close(String stream, String namespace, Reading reading) {
        if (reading.feed().remove(namespace) && readings.remove(stream, reading)) {
            reading.handle().dispose();
        }
    }
}
