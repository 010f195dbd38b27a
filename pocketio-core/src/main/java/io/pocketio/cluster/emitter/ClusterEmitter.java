package io.pocketio.cluster.emitter;

import io.pocketio.Broadcast;
import io.pocketio.BroadcastReply;
import io.pocketio.RemoteSocket;
import io.pocketio.SocketIoEmitter;
import io.pocketio.adapter.BroadcastTarget;
import io.pocketio.cluster.node.NodeRequests;
import io.pocketio.json.CodecException;
import io.pocketio.log.ClientText;
import io.pocketio.protocol.Arguments;
import io.pocketio.protocol.Packet;
import io.pocketio.server.broadcast.RoomNames;
import io.pocketio.server.handler.EventNames;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

/**
 * Whom an emitter reaches in a namespace, and how. Whatever is sent is written, and handed on to be sent, when the method returns. What is
 * volatile may be lost where the cluster cannot be reached. Immutable.
 *
 * @since 0.1
 */
public final class ClusterEmitter implements SocketIoEmitter {

    private final Function<String, NodeRequests> namespaces;
    private final String namespace;
    private final NodeRequests nodes;
    private final BroadcastTarget target;

    /** @param namespaces gives what says something to all nodes of a namespace */
    public ClusterEmitter(Function<String, NodeRequests> namespaces) {
        this(namespaces, Packet.MAIN_NAMESPACE);
    }

    private ClusterEmitter(Function<String, NodeRequests> namespaces, String namespace) {
        this(namespaces, namespace, namespaces.apply(namespace), BroadcastTarget.ALL);
    }

    private ClusterEmitter(
            Function<String, NodeRequests> namespaces, String namespace, NodeRequests nodes, BroadcastTarget target) {
        this.namespaces = namespaces;
        this.namespace = namespace;
        this.nodes = nodes;
        this.target = target;
    }

    @Override
    public SocketIoEmitter of(String other) {
        boolean isWhole = !other.isEmpty() && other.charAt(0) == Packet.NAMESPACE_START;
        return new ClusterEmitter(namespaces, isWhole ? other : Packet.NAMESPACE_START + other);
    }

    private Broadcast with(BroadcastTarget changed) {
        return new ClusterEmitter(namespaces, namespace, nodes, changed);
    }

    @Override
    public Broadcast to(String... rooms) {
        List<String> more = RoomNames.required("to", rooms);
        return with(new BroadcastTarget(union(target.rooms(), more), target.except(), target.flags()));
    }

    @Override
    public Broadcast except(String... rooms) {
        List<String> more = RoomNames.required("except", rooms);
        return with(new BroadcastTarget(target.rooms(), union(target.except(), more), target.flags()));
    }

    private static Set<String> union(Set<String> names, List<String> more) {
        Set<String> union = new HashSet<>(names);
        union.addAll(more);
        return union;
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
    public void emit(String event, @Nullable Object... arguments) {
        EventNames.requireSendable(event, arguments);
        Packet packet = Packet.event(namespace, Packet.NO_ID, event, Arguments.of(arguments));
        send(event, () -> nodes.broadcast(packet, target));
    }

    @Override
    public void serverSideEmit(String event, @Nullable Object... arguments) {
        EventNames.requireSendableToServers(event);
        Arguments sent = Arguments.of(arguments);
        send(event, () -> nodes.serverEvent(null, event, sent));
    }

    private static void send(String event, Runnable sending) {
        try {
            sending.run();
        } catch (CodecException unwritable) {
            throw new IllegalArgumentException("Cannot send '" + ClientText.of(event) + "'", unwritable);
        }
    }

    @Override
    public void socketsJoin(String... rooms) {
        List<String> names = RoomNames.checked("socketsJoin", rooms);
        if (!names.isEmpty()) {
            nodes.join(target, new HashSet<>(names));
        }
    }

    @Override
    public void socketsLeave(String... rooms) {
        List<String> names = RoomNames.checked("socketsLeave", rooms);
        if (!names.isEmpty()) {
            nodes.leave(target, new HashSet<>(names));
        }
    }

    @Override
    public void disconnectSockets(boolean close) {
        nodes.disconnect(target, close);
    }

    @Override
    public Broadcast local() {
        throw new UnsupportedOperationException("An emitter is no node: it has no sockets of its own");
    }

    @Override
    public Broadcast timeout(Duration timeout) {
        throw deaf();
    }

    @Override
    public Flux<BroadcastReply> emitWithAck(String event, @Nullable Object... arguments) {
        throw deaf();
    }

    @Override
    public Flux<RemoteSocket> fetchSockets() {
        throw deaf();
    }

    private static UnsupportedOperationException deaf() {
        return new UnsupportedOperationException(
                "An emitter is no node: it sends, and what others answer does not come to it");
    }
}
