package com.example.bus;

import io.pocketio.adapter.AckCollector;
import io.pocketio.adapter.Adapter;
import io.pocketio.adapter.BroadcastTarget;
import io.pocketio.adapter.LocalSocket;
import io.pocketio.adapter.LocalSockets;
import io.pocketio.adapter.RoomListener;
import io.pocketio.adapter.SocketDescriptor;
import io.pocketio.protocol.Arguments;
import io.pocketio.protocol.Packet;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** One node's end of a {@link Bus}. What comes from other nodes is done in a thread of its own, in order. Thread-safe. */
final class BusAdapter implements Adapter {

    private final LocalSockets sockets;
    private final List<BusAdapter> nodes;
    private final RoomIndex rooms = new RoomIndex();
    private final Executor inbox =
            new ThreadPoolExecutor(0, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), BusAdapter::thread);

    BusAdapter(LocalSockets sockets, List<BusAdapter> nodes) {
        this.sockets = sockets;
        this.nodes = nodes;
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "bus");
        thread.setDaemon(true);
        return thread;
    }

    synchronized void enter() {
        if (!nodes.contains(this)) {
            nodes.add(this);
        }
    }

    private List<BusAdapter> others(BroadcastTarget target) {
        return target.flags().isLocal() ? List.of() : others();
    }

    private List<BusAdapter> others() {
        return nodes.stream().filter(node -> node != this).toList();
    }

    private void everywhere(BroadcastTarget target, Consumer<BusAdapter> action) {
        action.accept(this);
        others(target).forEach(node -> node.inbox.execute(() -> action.accept(node)));
    }

    @Override
    public void join(LocalSocket socket, String room) {
        enter();
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

    private Set<LocalSocket> select(BroadcastTarget target) {
        return rooms.select(sockets.all(), target);
    }

    @Override
    public void broadcast(Packet packet, BroadcastTarget target) {
        everywhere(
                target,
                node -> node.sockets.deliver(packet, node.sockets.encode(packet), node.select(target), target.flags()));
    }

    @Override
    public Disposable broadcastWithAck(
            Packet packet, BroadcastTarget target, Duration timeout, AckCollector collector) {
        Disposable.Composite asked = Disposables.composite();
        List<BusAdapter> others = others(target);
        AtomicInteger silent = new AtomicInteger(others.size());
        asked.add(sockets.deliverWithAck(packet, select(target), target.flags(), collector));
        if (others.isEmpty()) {
            collector.complete();
        }
        for (BusAdapter node : others) {
            node.inbox.execute(() -> {
                asked.add(node.sockets.deliverWithAck(packet, node.select(target), target.flags(), collector));
                if (silent.decrementAndGet() == 0) {
                    collector.complete();
                }
            });
        }
        return asked;
    }

    @Override
    public Flux<SocketDescriptor> fetchSockets(BroadcastTarget target) {
        return Flux.defer(() -> {
            Flux<SocketDescriptor> here = Flux.fromIterable(describe(target));
            Flux<SocketDescriptor> there = Flux.fromIterable(others(target))
                    .flatMap(node -> node.ask(() -> node.describe(target)).flatMapIterable(Function.identity()));
            return here.concatWith(there);
        });
    }

    private List<SocketDescriptor> describe(BroadcastTarget target) {
        return select(target).stream().map(sockets::describe).toList();
    }

    private <T> Mono<T> ask(Supplier<T> question) {
        return Mono.fromSupplier(question).subscribeOn(Schedulers.fromExecutor(inbox));
    }

    @Override
    public void joinSockets(BroadcastTarget target, Set<String> names) {
        everywhere(
                target,
                node -> node.select(target).forEach(socket -> names.forEach(room -> node.rooms.join(socket, room))));
    }

    @Override
    public void leaveSockets(BroadcastTarget target, Set<String> names) {
        everywhere(
                target,
                node -> node.select(target).forEach(socket -> names.forEach(room -> node.rooms.leave(socket, room))));
    }

    @Override
    public void disconnectSockets(BroadcastTarget target, boolean close) {
        everywhere(target, node -> node.select(target).forEach(socket -> node.sockets.disconnect(socket, close)));
    }

    @Override
    public void serverSideEmit(String event, Arguments arguments) {
        others().forEach(node -> node.hear(event, arguments, null));
    }

    @Override
    public Flux<Arguments> serverSideEmitWithAck(String event, Arguments arguments, Duration timeout) {
        return Flux.defer(() -> Flux.fromIterable(others()))
                .flatMap(node -> Mono.<Arguments>create(sink -> node.hear(event, arguments, sink::success))
                        .timeout(timeout));
    }

    private void hear(String event, Arguments arguments, @Nullable Consumer<Arguments> reply) {
        inbox.execute(() -> sockets.serverSideEvent(event, arguments, reply));
    }

    @Override
    public Mono<Integer> serverCount() {
        return Mono.fromSupplier(nodes::size);
    }

    @Override
    public Mono<Set<String>> members(String room) {
        return union(
                node -> node.rooms.members(room).stream().map(LocalSocket::id).collect(Collectors.toSet()));
    }

    @Override
    public Mono<Set<String>> roomNames() {
        return union(node -> node.rooms.names());
    }

    private Mono<Set<String>> union(Function<BusAdapter, Set<String>> question) {
        return Flux.defer(() -> Flux.fromIterable(List.copyOf(nodes)))
                .flatMap(node -> node.ask(() -> question.apply(node)))
                .collect(HashSet<String>::new, Set::addAll)
                .map(Set::copyOf);
    }

    @Override
    public Disposable addRoomListener(RoomListener listener) {
        return rooms.add(listener);
    }

    @Override
    public void close() {
        nodes.remove(this);
        rooms.clear();
    }
}
