package io.pocketio.server.broadcast;

import io.pocketio.Broadcast;
import io.pocketio.BroadcastReply;
import io.pocketio.RemoteSocket;
import io.pocketio.adapter.BroadcastTarget;
import io.pocketio.log.ClientText;
import io.pocketio.protocol.Packet;
import io.pocketio.server.handler.EventNames;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;

/** A namespace, whom in it a broadcast reaches, and how long answers are waited for. Immutable. */
public final class DefaultBroadcast implements Broadcast {

    private static final Logger logger = LoggerFactory.getLogger(DefaultBroadcast.class);

    private final BroadcastScope namespace;
    private final BroadcastTarget target;
    private final Duration timeout;

    public DefaultBroadcast(BroadcastScope namespace, BroadcastTarget target) {
        this(namespace, target, namespace.ackTimeout());
    }

    private DefaultBroadcast(BroadcastScope namespace, BroadcastTarget target, Duration timeout) {
        this.namespace = namespace;
        this.target = target;
        this.timeout = timeout;
    }

    @Override
    public Broadcast of(String other) {
        return namespace.of(other);
    }

    @Override
    public Broadcast to(String... rooms) {
        return with(new BroadcastTarget(
                union(target.rooms(), RoomNames.required("to", rooms)), target.except(), target.flags()));
    }

    @Override
    public Broadcast except(String... rooms) {
        return with(new BroadcastTarget(
                target.rooms(), union(target.except(), RoomNames.required("except", rooms)), target.flags()));
    }

    private Broadcast with(BroadcastTarget changed) {
        return new DefaultBroadcast(namespace, changed, timeout);
    }

    private static Set<String> union(Set<String> names, List<String> more) {
        if (names.isEmpty() && more.size() == 1) {
            return Set.of(more.get(0));
        }
        Set<String> union = new HashSet<>(names);
        union.addAll(more);
        return union;
    }

    @Override
    public Broadcast local() {
        return with(target.with(target.flags().local()));
    }

    @Override
    public Broadcast asVolatile() {
        return with(target.with(target.flags().asVolatile()));
    }

    @Override
    public Broadcast compress(boolean compress) {
        return with(target.with(target.flags().compress(compress)));
    }

    @Override
    public Broadcast timeout(Duration changed) {
        return new DefaultBroadcast(namespace, target, AckTimeouts.checked(changed));
    }

    @Override
    public void emit(String event, @Nullable Object... arguments) {
        EventNames.requireSendable(event, arguments);
        log("Broadcasting {} to {} (namespace={})", event);
        namespace.adapter().broadcast(packet(event, arguments), target);
    }

    private void log(String words, String event) {
        if (logger.isDebugEnabled()) {
            logger.debug(words, ClientText.of(event), target, ClientText.of(namespace.name()));
        }
    }

    private Packet packet(String event, @Nullable Object[] arguments) {
        return Packet.event(namespace.name(), Packet.NO_ID, event, namespace.outgoing(arguments));
    }

    @Override
    public Flux<BroadcastReply> emitWithAck(String event, @Nullable Object... arguments) {
        EventNames.requireSendable(event, arguments);
        Packet packet = packet(event, arguments);
        return Flux.create(sink -> {
            log("Asking {} of {} (namespace={})", event);
            new AckGathering(sink, namespace.time()).send(namespace.adapter(), packet, target, timeout);
        });
    }

    @Override
    public Flux<RemoteSocket> fetchSockets() {
        return namespace.adapter().fetchSockets(target).map(found -> new DefaultRemoteSocket(namespace, found));
    }

    @Override
    public void socketsJoin(String... rooms) {
        namespace.adapter().joinSockets(target, new HashSet<>(RoomNames.checked("socketsJoin", rooms)));
    }

    @Override
    public void socketsLeave(String... rooms) {
        namespace.adapter().leaveSockets(target, new HashSet<>(RoomNames.checked("socketsLeave", rooms)));
    }

    @Override
    public void disconnectSockets(boolean close) {
        namespace.adapter().disconnectSockets(target, close);
    }
}
