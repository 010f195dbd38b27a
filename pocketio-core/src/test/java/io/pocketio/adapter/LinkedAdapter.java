package io.pocketio.adapter;

import io.pocketio.adapter.memory.InMemoryAdapter;
import io.pocketio.protocol.Arguments;
import io.pocketio.protocol.Packet;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * One node of a cluster in one process, for tests: adapters of the same namespace and the same {@link Link} reach each other's
 * sockets, in the thread of the caller. Like most real ones it tells how many sockets of another node were asked, not which, and
 * not whose an answer is. Thread-safe.
 */
public final class LinkedAdapter implements Adapter {

    private final List<LinkedAdapter> nodes;
    private final LocalSockets sockets;
    private final Scheduler timer;
    private final Adapter here;

    private LinkedAdapter(List<LinkedAdapter> nodes, LocalSockets sockets, Scheduler timer) {
        this.nodes = nodes;
        this.sockets = sockets;
        this.timer = timer;
        this.here = new InMemoryAdapter(sockets);
        enter();
    }

    /** After the server was closed it comes back with the first socket. */
    private void enter() {
        if (!nodes.contains(this)) {
            nodes.add(this);
        }
    }

    /** What connects the nodes: each of them takes {@link #adapters()} for its adapter factory. */
    public static final class Link {

        private final Map<String, List<LinkedAdapter>> namespaces = new ConcurrentHashMap<>();
        private final Scheduler timer;

        public Link() {
            this(Schedulers.parallel());
        }

        /** @param timer says when an answer is late */
        public Link(Scheduler timer) {
            this.timer = timer;
        }

        /** Makes the adapters of all nodes; each call of the factory is a node of its own. */
        public AdapterFactory adapters() {
            return (namespace, sockets) -> new LinkedAdapter(
                    namespaces.computeIfAbsent(namespace, name -> new CopyOnWriteArrayList<>()), sockets, timer);
        }
    }

    private List<LinkedAdapter> others() {
        return nodes.stream().filter(node -> node != this).toList();
    }

    /** Does it here, and on the other nodes unless it is local. */
    private void everywhere(BroadcastTarget target, Consumer<Adapter> action) {
        action.accept(here);
        if (!target.flags().isLocal()) {
            others().forEach(node -> action.accept(node.here));
        }
    }

    @Override
    public void join(LocalSocket socket, String room) {
        enter();
        here.join(socket, room);
    }

    @Override
    public void leave(LocalSocket socket, String room) {
        here.leave(socket, room);
    }

    @Override
    public void leaveAll(LocalSocket socket) {
        here.leaveAll(socket);
    }

    @Override
    public Set<String> rooms(LocalSocket socket) {
        return here.rooms(socket);
    }

    @Override
    public void broadcast(Packet packet, BroadcastTarget target) {
        everywhere(target, node -> node.broadcast(packet, target));
    }

    @Override
    public Disposable broadcastWithAck(
            Packet packet, BroadcastTarget target, Duration timeout, AckCollector collector) {
        Disposable.Composite asked = Disposables.composite();
        asked.add(here.broadcastWithAck(packet, target, timeout, new Unfinished(collector)));
        if (!target.flags().isLocal()) {
            for (LinkedAdapter node : others()) {
                asked.add(node.here.broadcastWithAck(packet, target, timeout, new Anonymous(collector)));
            }
        }
        collector.complete();
        return asked;
    }

    @Override
    public Flux<SocketDescriptor> fetchSockets(BroadcastTarget target) {
        return Flux.defer(() -> Flux.fromIterable(target.flags().isLocal() ? List.of(this) : List.copyOf(nodes)))
                .concatMap(node -> node.here.fetchSockets(target));
    }

    @Override
    public void joinSockets(BroadcastTarget target, Set<String> rooms) {
        everywhere(target, node -> node.joinSockets(target, rooms));
    }

    @Override
    public void leaveSockets(BroadcastTarget target, Set<String> rooms) {
        everywhere(target, node -> node.leaveSockets(target, rooms));
    }

    @Override
    public void disconnectSockets(BroadcastTarget target, boolean close) {
        everywhere(target, node -> node.disconnectSockets(target, close));
    }

    @Override
    public void serverSideEmit(String event, Arguments arguments) {
        others().forEach(node -> node.sockets.serverSideEvent(event, arguments, null));
    }

    @Override
    public Flux<Arguments> serverSideEmitWithAck(String event, Arguments arguments, Duration timeout) {
        return Flux.defer(() -> Flux.fromIterable(others()))
                .flatMap(
                        node -> Mono.<Arguments>create(
                                        sink -> node.sockets.serverSideEvent(event, arguments, sink::success))
                                .timeout(timeout, timer),
                        Integer.MAX_VALUE);
    }

    @Override
    public Mono<Integer> serverCount() {
        return Mono.fromSupplier(nodes::size);
    }

    @Override
    public Mono<Set<String>> members(String room) {
        return union(node -> node.members(room));
    }

    @Override
    public Mono<Set<String>> roomNames() {
        return union(Adapter::roomNames);
    }

    private Mono<Set<String>> union(Function<Adapter, Mono<Set<String>>> question) {
        return Flux.defer(() -> Flux.fromIterable(List.copyOf(nodes)))
                .concatMap(node -> question.apply(node.here))
                .collect(HashSet<String>::new, Set::addAll)
                .map(Set::copyOf);
    }

    @Override
    public Disposable addRoomListener(RoomListener listener) {
        return here.addRoomListener(listener);
    }

    /** Leaves the cluster. */
    @Override
    public void close() {
        nodes.remove(this);
        here.close();
    }

    /** Reports on the node where the broadcast began; the others are not done yet. */
    private record Unfinished(AckCollector target) implements AckCollector {

        @Override
        public void expect(Collection<String> socketIds) {
            target.expect(socketIds);
        }

        @Override
        public void expect(int recipients) {
            target.expect(recipients);
        }

        @Override
        public void answered(@Nullable String socketId, Arguments arguments) {
            target.answered(socketId, arguments);
        }

        @Override
        public void gone(@Nullable String socketId) {
            target.gone(socketId);
        }

        @Override
        public void complete() {
            // the adapter tells when all nodes have been asked
        }
    }

    /** Reports on another node. */
    private record Anonymous(AckCollector target) implements AckCollector {

        @Override
        public void expect(Collection<String> socketIds) {
            target.expect(socketIds.size());
        }

        @Override
        public void expect(int recipients) {
            target.expect(recipients);
        }

        @Override
        public void answered(@Nullable String socketId, Arguments arguments) {
            target.answered(null, arguments);
        }

        @Override
        public void gone(@Nullable String socketId) {
            target.gone(null);
        }

        @Override
        public void complete() {
            // the adapter tells when all nodes have been asked
        }
    }
}
