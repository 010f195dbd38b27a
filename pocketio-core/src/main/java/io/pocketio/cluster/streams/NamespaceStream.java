package io.pocketio.cluster.streams;

import io.pocketio.cluster.StreamStore;
import io.pocketio.cluster.messages.ClusterMessage;
import java.util.Map;

/** The stream in which messages of one namespace are, among those of others. Immutable. */
record NamespaceStream(StreamStore store, StreamsOptions options, String namespace) {

    String name() {
        return options.stream(namespace);
    }

    long maxLength() {
        return options.maxLength();
    }

    /** @param uid of whoever says it */
    void append(ClusterMessage message, String uid) {
        append(EntryForm.write(message, uid, namespace));
    }

    /** Writes the message now; what is returned appends it. */
    Runnable prepare(ClusterMessage message, String uid) {
        Map<String, byte[]> entry = EntryForm.write(message, uid, namespace);
        store.check(entry);
        return () -> append(entry);
    }

    private void append(Map<String, byte[]> entry) {
        store.append(name(), maxLength(), entry);
    }
}
