package io.pocketio;

import io.pocketio.adapter.BroadcastFlags;
import io.pocketio.adapter.BroadcastTarget;
import io.pocketio.protocol.Arguments;
import io.pocketio.protocol.Packet;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;

/** A namespace and whom in it a broadcast reaches. Immutable. */
final class DefaultBroadcast implements Broadcast {

    private static final Logger logger = LoggerFactory.getLogger(DefaultBroadcast.class);

    private final DefaultNamespace namespace;
    private final BroadcastTarget target;

    DefaultBroadcast(DefaultNamespace namespace, BroadcastTarget target) {
        this.namespace = namespace;
        this.target = target;
    }

    @Override
    public Broadcast of(String other) {
        return namespace.of(other);
    }

    @Override
    public Broadcast to(String... rooms) {
        return with(new BroadcastTarget(union(target.rooms(), rooms), target.except(), target.flags()));
    }

    @Override
    public Broadcast except(String... rooms) {
        return with(new BroadcastTarget(target.rooms(), union(target.except(), rooms), target.flags()));
    }

    private Broadcast with(BroadcastTarget changed) {
        return new DefaultBroadcast(namespace, changed);
    }

    private static Set<String> union(Set<String> names, String[] more) {
        if (names.isEmpty() && more.length == 1) {
            return Set.of(more[0]);
        }
        Set<String> union = new HashSet<>(names);
        union.addAll(List.of(more));
        return union;
    }

    @Override
    public void emit(String event, @Nullable Object... arguments) {
        Events.requireSendable(event);
        logger.debug("Broadcasting {} to {} (namespace={})", event, target, namespace.name());
        namespace
                .adapter()
                .broadcast(Packet.event(namespace.name(), Packet.NO_ID, event, Arguments.of(arguments)), target);
    }

    @Override
    public Broadcast local() {
        throw new UnsupportedOperationException("sketch");
    }

    @Override
    public Broadcast asVolatile() {
        return with(target.with(new BroadcastFlags(
                true, target.flags().isLocal(), target.flags().compress())));
    }

    @Override
    public Broadcast compress(boolean compress) {
        throw new UnsupportedOperationException("sketch");
    }

    @Override
    public Broadcast timeout(Duration timeout) {
        throw new UnsupportedOperationException("sketch");
    }

    @Override
    public Flux<BroadcastReply> emitWithAck(String event, @Nullable Object... arguments) {
        throw new UnsupportedOperationException("sketch");
    }

    @Override
    public Flux<RemoteSocket> fetchSockets() {
        throw new UnsupportedOperationException("sketch");
    }

    @Override
    public void socketsJoin(String... rooms) {
        throw new UnsupportedOperationException("sketch");
    }

    @Override
    public void socketsLeave(String... rooms) {
        throw new UnsupportedOperationException("sketch");
    }

    @Override
    public void disconnectSockets(boolean close) {
        throw new UnsupportedOperationException("sketch");
    }
}
