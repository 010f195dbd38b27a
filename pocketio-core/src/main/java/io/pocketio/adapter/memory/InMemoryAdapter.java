package io.pocketio.adapter.memory;

import io.pocketio.adapter.AckCollector;
import io.pocketio.adapter.Adapter;
import io.pocketio.adapter.BroadcastTarget;
import io.pocketio.adapter.LocalSocket;
import io.pocketio.adapter.LocalSockets;
import io.pocketio.adapter.Recovery;
import io.pocketio.adapter.RoomListener;
import io.pocketio.adapter.SocketDescriptor;
import io.pocketio.protocol.Arguments;
import io.pocketio.protocol.EncodedPacket;
import io.pocketio.protocol.Packet;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * The rooms of the sockets of this node, for a server that is alone. Thread-safe.
 *
 * @since 0.1
 */
public final class InMemoryAdapter implements Adapter {

    private final LocalSockets sockets;

    private final LocalRooms rooms;

    private final @Nullable InMemoryRecovery recovery;

    public InMemoryAdapter(LocalSockets sockets) {
        this.sockets = sockets;
        this.rooms = new LocalRooms(sockets);
        this.recovery = null;
    }

    /**
     * One that lets clients come back.
     *
     * @param budget shared by all namespaces of a server
     * @param scheduler clears away what is too old, and is the clock
     * @throws IllegalStateException when the server does without
     */
    public InMemoryAdapter(LocalSockets sockets, RecoveryBudget budget, Scheduler scheduler) {
        this.sockets = sockets;
        this.rooms = new LocalRooms(sockets);
        this.recovery = new InMemoryRecovery(sockets, budget, scheduler);
    }

    @Override
    public void join(LocalSocket socket, String room) {
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
        if (recovery != null) {
            recovery.broadcast(packet, target, rooms::recipients);
            return;
        }
        EncodedPacket encoded = sockets.encode(packet);
        sockets.deliver(packet, encoded, rooms.recipients(target), target.flags());
    }

    @Override
    public Disposable broadcastWithAck(
            Packet packet, BroadcastTarget target, Duration timeout, AckCollector collector) {
        Disposable pending = sockets.deliverWithAck(packet, rooms.recipients(target), target.flags(), collector);
        collector.complete();
        return pending;
    }

    @Override
    public Flux<SocketDescriptor> fetchSockets(BroadcastTarget target) {
        return Flux.fromStream(() -> rooms.selected(target).stream().map(sockets::describe));
    }

    @Override
    public void joinSockets(BroadcastTarget target, Set<String> names) {
        for (LocalSocket socket : rooms.selected(target)) {
            names.forEach(name -> join(socket, name));
        }
    }

    @Override
    public void leaveSockets(BroadcastTarget target, Set<String> names) {
        for (LocalSocket socket : rooms.selected(target)) {
            names.forEach(name -> leave(socket, name));
        }
    }

    @Override
    public void disconnectSockets(BroadcastTarget target, boolean close) {
        for (LocalSocket socket : rooms.selected(target)) {
            sockets.disconnect(socket, close);
        }
    }

    /** There is no other node. */
    @Override
    public void serverSideEmit(String event, Arguments arguments) {
        // nobody to send it to
    }

    /** Empty: there is no other node. */
    @Override
    public Flux<Arguments> serverSideEmitWithAck(String event, Arguments arguments, Duration timeout) {
        return Flux.empty();
    }

    @Override
    public Mono<Integer> serverCount() {
        return Mono.just(1);
    }

    @Override
    public Mono<Set<String>> members(String room) {
        return Mono.fromSupplier(() -> rooms.members(room));
    }

    @Override
    public Mono<Set<String>> roomNames() {
        return Mono.fromSupplier(rooms::names);
    }

    @Override
    public Disposable addRoomListener(RoomListener listener) {
        return rooms.addListener(listener);
    }

    @Override
    public @Nullable Recovery recovery() {
        return recovery;
    }

    /** Forgets all rooms, packets and sessions; listeners stay. */
    @Override
    public void close() {
        if (recovery != null) {
            recovery.close();
        }
        rooms.clear();
    }
}
