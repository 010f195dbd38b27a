package io.pocketio.cluster.sharded;

import static org.assertj.core.api.Assertions.assertThat;

import io.pocketio.adapter.TestLocalSockets;
import io.pocketio.adapter.TestLocalSockets.TestLocalSocket;
import io.pocketio.adapter.memory.InMemoryAdapter;
import io.pocketio.adapter.memory.LocalRooms;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Rooms that come and go in several threads at once. */
class RoomChannelsTests {

    private static final int THREADS = 4;
    private static final int ROUNDS = 5_000;

    private final TestLocalSockets sockets = new TestLocalSockets();
    private final LocalRooms rooms = new LocalRooms(sockets);
    private final Set<String> subscribed = ConcurrentHashMap.newKeySet();
    private final RoomChannels channels = new RoomChannels(rooms, room -> true, room -> {
        assertThat(subscribed.add(room)).isTrue();
        return () -> assertThat(subscribed.remove(room)).isTrue();
    });

    @Test
    void areSubscribedToExactlyWhileSomebodyIsThere() throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                TestLocalSocket socket = sockets.connect(new InMemoryAdapter(sockets), "socket " + thread);
                running.add(executor.submit(() -> {
                    for (int i = 0; i < ROUNDS; i++) {
                        rooms.join(socket, "room " + i % 3);
                        rooms.leave(socket, "room " + i % 3);
                    }
                    rooms.join(socket, "last");
                    return null;
                }));
            }
            for (Future<?> each : running) {
                each.get(30, TimeUnit.SECONDS);
            }
        } finally {
            executor.shutdownNow();
        }
        assertThat(subscribed).containsExactly("last");

        channels.dispose();
        rooms.join(sockets.connect(new InMemoryAdapter(sockets), "late"), "later");
        assertThat(subscribed).isEmpty();
    }
}
