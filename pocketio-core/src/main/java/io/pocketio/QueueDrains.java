package io.pocketio;

import io.pocketio.lane.Lane;
import io.pocketio.protocol.Packet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The sockets whose queues have got a packet, by the lane that serves them: one task for each lane. Confined to one thread. */
final class QueueDrains implements Runnable {

    private final Packet packet;
    private final List<DefaultSocket> sockets = new ArrayList<>();
    private final List<SocketRecovery> queues = new ArrayList<>();

    QueueDrains(Packet packet) {
        this.packet = packet;
    }

    void add(DefaultSocket socket, SocketRecovery queue) {
        sockets.add(socket);
        queues.add(queue);
    }

    /** To be called without locks: runs code of the application. */
    @Override
    public void run() {
        Map<Lane, Drain> elsewhere = new HashMap<>();
        for (int i = 0; i < sockets.size(); i++) {
            DefaultSocket socket = sockets.get(i);
            SocketRecovery queue = queues.get(i);
            socket.tellOutgoing(packet);
            if (socket.inLane()) {
                queue.drain();
            } else {
                elsewhere.computeIfAbsent(socket.home(), Drain::new).add(socket, queue);
            }
        }
        elsewhere.values().forEach(Drain::dispatch);
    }

    /** What one lane does. */
    private static final class Drain implements Runnable {

        private final Lane home;
        private final List<DefaultSocket> sockets = new ArrayList<>();
        private final List<SocketRecovery> queues = new ArrayList<>();

        Drain(Lane home) {
            this.home = home;
        }

        void add(DefaultSocket socket, SocketRecovery queue) {
            sockets.add(socket);
            queues.add(queue);
        }

        void dispatch() {
            home.execute(this);
        }

        @Override
        public void run() {
            for (int i = 0; i < sockets.size(); i++) {
                sockets.get(i).enterLane(queues.get(i)::drain);
            }
        }
    }
}
