package io.pocketio.cluster.streams;

import io.pocketio.adapter.LocalSockets;
import io.pocketio.adapter.RecoveryOutcome;
import io.pocketio.cluster.RecoveryStore;
import io.pocketio.cluster.StreamEntry;
import io.pocketio.cluster.StreamId;
import io.pocketio.json.CodecException;
import io.pocketio.protocol.MalformedPacketException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** What Redis has kept of the events of a namespace, for clients that have missed some. Thread-safe. */
record StreamHistory(NamespaceStream stream, RecoveryStore store, LocalSockets sockets) {

    private static final int PAGE = 1_000;

    /**
     * Gathers what is in the stream.
     *
     * @param start all behind it has to be there still when all is read
     * @param until all up to here is read; {@code null} for all that there is
     */
    Mono<RecoveryOutcome> read(MissedEvents missed, StreamId start, @Nullable StreamId until) {
        return store.range(stream.name(), missed.end(), PAGE).flatMap(page -> {
            page.forEach(entry -> gather(missed, entry, until));
            if (missed.isTooMuch()) {
                return Mono.just(RecoveryOutcome.TOO_MUCH_MISSED);
            }
            boolean isAll = page.size() < PAGE || until != null && !until.isBehind(missed.end());
            return isAll ? check(start) : read(missed, start, until);
        });
    }

    private void gather(MissedEvents missed, StreamEntry entry, @Nullable StreamId until) {
        if (until != null && entry.id().isBehind(until)) {
            missed.read(until);
            return;
        }
        if (stream.namespace().equals(EntryForm.namespace(entry.fields()))) {
            StoredEvent event = event(entry);
            if (event != null && missed.isFor(event)) {
                missed.add(event.id(), event.encoded(sockets));
            }
        }
        missed.read(entry.id());
    }

    /** What means nothing was passed over when it came, too. */
    private @Nullable StoredEvent event(StreamEntry entry) {
        try {
            return EntryForm.event(entry, sockets.json(), stream.namespace());
        } catch (MalformedPacketException | CodecException meaningless) {
            return null;
        }
    }

    private Mono<RecoveryOutcome> check(StreamId start) {
        return store.extent(stream.name()).map(extent -> {
            if (start.isBehind(extent.last())) {
                return RecoveryOutcome.UNKNOWN_OFFSET;
            }
            return extent.holdsAllBehind(start, stream.maxLength())
                    ? RecoveryOutcome.RECOVERED
                    : RecoveryOutcome.OFFSET_TOO_OLD;
        });
    }
}
