package io.pocketio.cluster.node;

import io.pocketio.adapter.BroadcastTarget;
import io.pocketio.adapter.LocalSocket;
import io.pocketio.adapter.LocalSockets;
import io.pocketio.adapter.SocketDescriptor;
import io.pocketio.adapter.memory.LocalRooms;
import io.pocketio.protocol.EncodedPacket;
import io.pocketio.protocol.Packet;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What is done with sockets of this node, whichever node wants it. Thread-safe. */
final class Steering {

    private final LocalSockets sockets;
    private final LocalRooms rooms;

    Steering(LocalSockets sockets, LocalRooms rooms) {
        this.sockets = sockets;
        this.rooms = rooms;
    }

    /**
     * Where nobody is reached nothing is encoded.
     *
     * @param packet what is sent, for those who want to see it
     * @param readable the same, where it costs less to encode
     */
    void deliver(Packet packet, Packet readable, BroadcastTarget target) {
        Iterable<? extends LocalSocket> recipients = rooms.recipients(target);
        if (recipients.iterator().hasNext()) {
            EncodedPacket encoded = sockets.encode(readable);
            sockets.deliver(packet, encoded, recipients, target.flags());
        }
    }

    void join(BroadcastTarget target, Set<String> names) {
        for (LocalSocket socket : rooms.selected(target)) {
            names.forEach(name -> rooms.join(socket, name));
        }
    }

    void leave(BroadcastTarget target, Set<String> names) {
        for (LocalSocket socket : rooms.selected(target)) {
            names.forEach(name -> rooms.leave(socket, name));
        }
    }

    void disconnect(BroadcastTarget target, boolean close) {
        for (LocalSocket socket : rooms.selected(target)) {
            sockets.disconnect(socket, close);
        }
    }

    List<SocketDescriptor> describe(BroadcastTarget target) {
        List<SocketDescriptor> found = new ArrayList<>();
        for (LocalSocket socket : rooms.selected(target)) {
            found.add(sockets.describe(socket));
        }
        return found;
    }

    /** Ids of the sockets in any of the rooms, or of all. */
    Set<String> members(Set<String> names) {
        Set<String> ids = new HashSet<>();
        for (LocalSocket socket : rooms.selected(new BroadcastTarget(names, Set.of(), BroadcastTarget.ALL.flags()))) {
            ids.add(socket.id());
        }
        return ids;
    }
}
