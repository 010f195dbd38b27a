package io.pocketio.cluster.classic;

import io.pocketio.cluster.MessageBus;
import io.pocketio.cluster.node.NodeRequests;
import io.pocketio.json.JsonCodec;
import java.util.function.Function;

/**
 * Gives what says something to all nodes of a namespace with the classic adapter, as {@code @socket.io/redis-emitter} does: who says it is no
 * node himself, and hears nothing, so there are no questions. Thread-safe.
 *
 * @since 0.1
 * @see <a href="https://github.com/socketio/socket.io-redis-emitter">Socket.IO Redis emitter</a>
 */
public final class ClassicEmitters implements Function<String, NodeRequests> {

    private final MessageBus bus;
    private final String key;
    private final JsonCodec codec;

    /**
     * @param key what the names of all channels begin with
     * @param codec writes what the application sends
     */
    public ClassicEmitters(MessageBus bus, String key, JsonCodec codec) {
        this.bus = bus;
        this.key = key;
        this.codec = codec;
    }

    /** @param namespace with its slash */
    @Override
    public NodeRequests apply(String namespace) {
        return ClassicRequests.ofEmitter(bus, new ClassicChannels(key, namespace), codec);
    }
}
