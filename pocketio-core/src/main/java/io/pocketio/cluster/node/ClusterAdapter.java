package io.pocketio.cluster.node;

import io.pocketio.adapter.AckCollector;
import io.pocketio.adapter.Adapter;
import io.pocketio.adapter.BroadcastTarget;
import io.pocketio.adapter.LocalSocket;
import io.pocketio.adapter.LocalSockets;
import io.pocketio.adapter.Recovery;
import io.pocketio.adapter.RoomListener;
import io.pocketio.adapter.SilentNodesException;
import io.pocketio.adapter.SocketDescriptor;
import io.pocketio.adapter.memory.LocalRooms;
import io.pocketio.cluster.ClusterCounters;
import io.pocketio.collect.ClientKeys;
import io.pocketio.json.CodecException;
import io.pocketio.lane.TimeSource;
import io.pocketio.protocol.Arguments;
import io.pocketio.protocol.Packet;
import io.pocketio.protocol.RenderedArguments;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The sockets of one namespace on the nodes of a cluster: those of this node at once, those of others by a {@link Protocol}. What is sent
 * is written by the application's mapper once, for clients and nodes. It is a node of the cluster from the beginning, also without a
 * socket, until it is closed; and is one again when it is used again. Thread-safe.
 *
 * <p>Where the protocol has an {@link EventLog}, sockets of this node get what is sent to all when it comes back by the log, and what steers
 * them is done then, so that all nodes keep one order.
 *
 * <p>What other nodes are asked fails with a {@link SilentNodesException} when some do not answer in time.
 *
 * @since 0.1
 */
public final class ClusterAdapter implements Adapter {

    private static final Logger logger = LoggerFactory.getLogger(ClusterAdapter.class);

    private final LocalSockets sockets;
    private final LocalRooms rooms;
    private final Steering steering;
    private final Protocol protocol;
    private final @Nullable EventLog log;
    private final PendingQuestions questions = new PendingQuestions();
    private final NodeInbox inbox;
    private final OtherNodes others;
    private final Object lifecycle = new Object();
    private volatile boolean open;

    /**
     * @param rooms of this node, empty; changed by this adapter alone, while a protocol may look at them
     * @param protocol opened here; it is this adapter's alone
     * @param requestTimeout for the answers of other nodes, but for those for which a caller says how long they may take
     * @param counters of the server
     * @param time of the server
     */
    public ClusterAdapter(
            LocalSockets sockets,
            LocalRooms rooms,
            Protocol protocol,
            Duration requestTimeout,
            ClusterCounters counters,
            TimeSource time) {
        this.sockets = sockets;
        this.rooms = rooms;
        this.steering = new Steering(sockets, rooms);
        this.protocol = protocol;
        this.log = protocol.log();
        this.inbox = new NodeInbox(sockets, rooms, steering, protocol.answers(), counters, time);
        this.others = new OtherNodes(this::use, protocol, questions, requestTimeout, counters, time);
        use();
    }

    /** Opens the protocol, unless it is open. */
    private void use() {
        if (!open) {
            synchronized (lifecycle) {
                if (!open) {
                    protocol.open(inbox, questions);
                    open = true;
                }
            }
        }
    }

    @Override
    public void join(LocalSocket socket, String room) {
        use();
        rooms.join(socket, room);
    }

    @Override
    public void leave(LocalSocket socket, String room) {
        rooms.leave(socket, room);
    }

    @Override
    public void leaveAll(LocalSocket socket) {
        rooms.leaveAll(socket);
    }

    @Override
    public Set<String> rooms(LocalSocket socket) {
        return rooms.rooms(socket);
    }

    @Override
    public void broadcast(Packet packet, BroadcastTarget target) {
        use();
        if (target.flags().isLocal()) {
            deliverHere(packet, target);
            return;
        }
        Packet rendered = rendered(packet);
        Runnable publish = protocol.write(rendered, target);
        if (log == null) {
            steering.deliver(packet, rendered, target);
        }
        publish.run();
    }

    private void deliverHere(Packet packet, BroadcastTarget target) {
        if (log == null) {
            steering.deliver(packet, packet, target);
        } else {
            log.deliverHere(packet, rendered(packet), target);
        }
    }

    /** Whether it is done at once; otherwise when this node hears itself say it. */
    private boolean isDoneHere(BroadcastTarget target) {
        return log == null || target.flags().isLocal();
    }

    private Packet rendered(Packet packet) {
        return packet.with(rendered(packet.arguments()));
    }

    /** Written now: what the application changes later changes nothing, and what cannot be sent is told to whoever sends it. */
    private Arguments rendered(Arguments arguments) {
        try {
            return RenderedArguments.of(arguments, sockets.json());
        } catch (CodecException unwritable) {
            throw new IllegalArgumentException("An argument cannot be sent: " + unwritable.getMessage(), unwritable);
        }
    }

    @Override
    public Disposable broadcastWithAck(
            Packet packet, BroadcastTarget target, Duration timeout, AckCollector collector) {
        use();
        if (target.flags().isLocal()) {
            Disposable here = sockets.deliverWithAck(packet, rooms.recipients(target), target.flags(), collector);
            collector.complete();
            return here;
        }
        Packet rendered = rendered(packet);
        Question question = protocol.newQuestion();
        AskedBroadcast asked = new AskedBroadcast(collector);
        questions.add(question, asked);
        Disposable.Composite held = Disposables.composite(() -> questions.remove(question));
        try {
            protocol.requests().ask(question, rendered, target, timeout);
            held.add(sockets.deliverWithAck(rendered, rooms.recipients(target), target.flags(), collector));
        } catch (RuntimeException failure) {
            held.dispose();
            throw failure;
        }
        // counted behind the question: a node that comes between the two is one that is waited for in vain, not one
        // that is forgotten
        held.add(protocol.nodes()
                .subscribe(
                        nodes -> asked.nodes(Math.max(0, nodes - 1)),
                        failure -> logger.debug("Nobody knows how many nodes have been asked", failure)));
        return held;
    }

    @Override
    public Flux<SocketDescriptor> fetchSockets(BroadcastTarget target) {
        Flux<SocketDescriptor> here = Flux.fromStream(() -> steering.describe(target).stream());
        return target.flags().isLocal() ? here : Flux.concat(here, others.sockets(target));
    }

    @Override
    public void joinSockets(BroadcastTarget target, Set<String> names) {
        use();
        if (!target.flags().isLocal()) {
            protocol.requests().join(target, names);
        }
        if (isDoneHere(target)) {
            steering.join(target, names);
        }
    }

    @Override
    public void leaveSockets(BroadcastTarget target, Set<String> names) {
        use();
        if (!target.flags().isLocal()) {
            protocol.requests().leave(target, names);
        }
        if (isDoneHere(target)) {
            steering.leave(target, names);
        }
    }

    @Override
    public void disconnectSockets(BroadcastTarget target, boolean close) {
        use();
        if (!target.flags().isLocal()) {
            protocol.requests().disconnect(target, close);
        }
        if (isDoneHere(target)) {
            steering.disconnect(target, close);
        }
    }

    /** @throws IllegalArgumentException when an argument cannot be sent, or all are too large together */
    @Override
    public void serverSideEmit(String event, Arguments arguments) {
        use();
        protocol.requests().serverEvent(null, event, rendered(arguments));
    }

    @Override
    public Flux<Arguments> serverSideEmitWithAck(String event, Arguments arguments, Duration timeout) {
        return Flux.defer(() -> others.replies(event, rendered(arguments), timeout));
    }

    @Override
    public Mono<Integer> serverCount() {
        return protocol.nodes();
    }

    @Override
    public Mono<Set<String>> members(String room) {
        if (protocol.listsRooms()) {
            Set<String> names = Set.of(room);
            return all(Flux.concat(Flux.fromStream(() -> steering.members(names).stream()), others.members(names)));
        }
        BroadcastTarget target = new BroadcastTarget(Set.of(room), Set.of(), BroadcastTarget.ALL.flags());
        return all(fetchSockets(target).map(SocketDescriptor::id));
    }

    @Override
    public Mono<Set<String>> roomNames() {
        if (protocol.listsRooms()) {
            return all(Flux.concat(Flux.fromStream(() -> rooms.names().stream()), others.roomNames()));
        }
        return all(fetchSockets(BroadcastTarget.ALL).flatMapIterable(SocketDescriptor::rooms));
    }

    private static Mono<Set<String>> all(Flux<String> names) {
        return Mono.defer(() -> {
            Set<String> found = ConcurrentHashMap.newKeySet();
            return names.doOnNext(found::add)
                    .then(Mono.fromSupplier(() -> ClientKeys.setOf(found)))
                    .onErrorMap(SilentNodesException.class, late -> late.with(List.copyOf(found)));
        });
    }

    @Override
    public Disposable addRoomListener(RoomListener listener) {
        return rooms.addListener(listener);
    }

    @Override
    public @Nullable Recovery recovery() {
        return log;
    }

    /** Leaves the cluster and forgets all rooms; listeners stay. What other nodes are asked fails as if they were silent. */
    @Override
    public void close() {
        synchronized (lifecycle) {
            if (open) {
                open = false;
                protocol.close();
            }
        }
        questions.close();
        inbox.close();
        rooms.clear();
    }
}
