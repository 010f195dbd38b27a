package io.pocketio.cluster.streams;

import io.pocketio.cluster.StreamEntry;
import io.pocketio.cluster.StreamId;
import io.pocketio.cluster.StreamListener;
import io.pocketio.cluster.wire.BusGuard;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/** Hands the entries of one stream to the namespaces for which they are, and knows where it is. Thread-safe. */
final class StreamFeed implements StreamListener {

    private final BusGuard guard;
    private final Map<String, Consumer<StreamEntry>> readers = new ConcurrentHashMap<>();
    private final Queue<Waiting> waiting = new ConcurrentLinkedQueue<>();
    private volatile @Nullable StreamId beginning;
    private volatile StreamId position = StreamId.BEGINNING;

    /** The entry that is being handed out, or the last one. Written before it is looked up for whom it is. */
    private volatile StreamId current = StreamId.BEGINNING;

    private record Waiting(StreamId id, MonoSink<Void> sink) {}

    StreamFeed(BusGuard guard) {
        this.guard = guard;
    }

    /**
     * @param reader may throw what a {@link BusGuard} catches
     * @return it is told of all entries behind that one, once the feed has begun
     */
    StreamId add(String namespace, Consumer<StreamEntry> reader) {
        readers.put(namespace, reader);
        return current;
    }

    /** @return whether it was the last */
    boolean remove(String namespace) {
        readers.remove(namespace);
        return readers.isEmpty();
    }

    /** Behind which it has begun; {@code null} while that is not known. */
    @Nullable
    StreamId beginning() {
        return beginning;
    }

    /** Up to here namespaces have been told of all entries. */
    StreamId position() {
        return position;
    }

    /** Completes when they have been told of all up to that one. */
    Mono<Void> reaches(StreamId id) {
        return Mono.create(sink -> {
            Waiting wait = new Waiting(id, sink);
            waiting.add(wait);
            sink.onDispose(() -> waiting.remove(wait));
            tellWhoWaits();
        });
    }

    @Override
    public void begun(String stream, StreamId id) {
        current = id;
        beginning = id;
        moveTo(id);
    }

    @Override
    public void entry(String stream, StreamEntry entry) {
        current = entry.id();
        String namespace = EntryForm.namespace(entry.fields());
        Consumer<StreamEntry> reader = namespace == null ? null : readers.get(namespace);
        if (reader != null) {
            byte[] data = entry.fields().get("data");
            guard.read(stream, data == null ? 0 : data.length, () -> reader.accept(entry));
        }
        moveTo(entry.id());
    }

    private void moveTo(StreamId id) {
        position = id;
        tellWhoWaits();
    }

    private void tellWhoWaits() {
        for (Waiting wait : waiting) {
            if (!wait.id().isBehind(position)) {
                wait.sink().success();
            }
        }
    }
}
