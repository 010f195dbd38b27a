package io.pocketio.cluster.streams;

import io.pocketio.cluster.StreamStore;
import io.pocketio.cluster.messages.ClusterMessages;
import io.pocketio.cluster.messages.MessageRequests;
import io.pocketio.cluster.node.NodeRequests;
import io.pocketio.json.JsonCodec;
import java.util.function.Function;

/**
 * Gives what says something to all nodes of a namespace with the streams adapter, as {@code @socket.io/redis-streams-emitter} does: all of
 * it by the stream. Thread-safe.
 *
 * @since 0.1
 */
public final class StreamsEmitters implements Function<String, NodeRequests> {

    /** The id of all emitters. */
    private static final String EMITTER = "emitter";

    private final StreamStore store;
    private final StreamsOptions options;
    private final JsonCodec codec;

    /** @param codec writes what the application sends */
    public StreamsEmitters(StreamStore store, StreamsOptions options, JsonCodec codec) {
        this.store = store;
        this.options = options;
        this.codec = codec;
    }

    /** @param namespace with its slash */
    @Override
    public NodeRequests apply(String namespace) {
        ClusterMessages messages = new ClusterMessages(codec);
        NamespaceStream stream = new NamespaceStream(store, options, namespace);
        return new MessageRequests(
                messages,
                (packet, target) -> () -> stream.append(messages.broadcast(packet, target), EMITTER),
                message -> stream.append(message, EMITTER));
    }
}
