package io.pocketio.cluster.streams;

import io.pocketio.cluster.StreamStore;
import io.pocketio.cluster.wire.BusGuard;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import reactor.core.Disposable;
import reactor.core.Disposables;

/** Reads each stream once for all its namespaces, as long as one of them is there. Thread-safe. */
final class StreamFeeds {

    private final StreamStore store;
    private final BusGuard guard;
    private final Map<String, Feed> feeds = new ConcurrentHashMap<>();

    StreamFeeds(StreamStore store, BusGuard guard) {
        this.store = store;
        this.guard = guard;
    }

    /** @param reader may throw what a {@link BusGuard} catches */
    Disposable add(String stream, String namespace, Consumer<Map<String, byte[]>> reader) {
        feeds.compute(stream, (name, feed) -> {
            Feed with = feed == null ? new Feed(name) : feed;
            with.readers.put(namespace, reader);
            return with;
        });
        return Disposables.composite(() -> remove(stream, namespace));
    }

    private void remove(String stream, String namespace) {
        feeds.computeIfPresent(stream, (name, feed) -> {
            feed.readers.remove(namespace);
            if (!feed.readers.isEmpty()) {
                return feed;
            }
            feed.reading.dispose();
            return null;
        });
    }

    private final class Feed {

        private final Map<String, Consumer<Map<String, byte[]>>> readers = new ConcurrentHashMap<>();
        private final Disposable reading;

        private Feed(String stream) {
            reading = store.read(stream, this::entry);
        }

        private void entry(String stream, Map<String, byte[]> fields) {
            String namespace = EntryForm.namespace(fields);
            Consumer<Map<String, byte[]>> reader = namespace == null ? null : readers.get(namespace);
            if (reader != null) {
                byte[] data = fields.get("data");
                guard.read(stream, data == null ? 0 : data.length, () -> reader.accept(fields));
            }
        }
    }
}
