package io.pocketio.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;

/** What an adapter tells of the rooms of its own node. */
abstract class AdapterRoomEventContract extends AdapterAcknowledgementContract {

    private final List<String> events = new CopyOnWriteArrayList<>();

    private final RoomListener notes = new RoomListener() {
        @Override
        public void created(String room) {
            events.add("created " + room);
        }

        @Override
        public void deleted(String room) {
            events.add("deleted " + room);
        }

        @Override
        public void joined(String room, String socketId) {
            events.add(socketId + " joined " + room);
        }

        @Override
        public void left(String room, String socketId) {
            events.add(socketId + " left " + room);
        }
    };

    @Test
    void tellsThatARoomComesAndGoes() {
        adapter.addRoomListener(notes);

        adapter.join(ann, "room");
        adapter.join(bob, "room");
        adapter.leave(ann, "room");
        adapter.leave(bob, "room");

        assertThat(events)
                .containsExactly(
                        "created room",
                        "ann joined room",
                        "bob joined room",
                        "ann left room",
                        "bob left room",
                        "deleted room");
    }

    @Test
    void tellsOfTheOwnRoomOfASocket() {
        adapter.addRoomListener(notes);

        sockets.connect(adapter, "dan");

        assertThat(events).containsExactly("created dan", "dan joined dan");
    }

    @Test
    void tellsOfAllRoomsOfASocketThatLeaves() {
        adapter.join(ann, "room");
        adapter.join(bob, "room");
        adapter.addRoomListener(notes);

        sockets.disconnect(adapter, ann);

        assertThat(events).containsExactlyInAnyOrder("ann left room", "ann left ann", "deleted ann");
        assertThat(events.indexOf("ann left ann")).isLessThan(events.indexOf("deleted ann"));
    }

    @Test
    void tellsNothingWhenNothingHappens() {
        adapter.join(ann, "room");
        sockets.disconnect(adapter, bob);
        adapter.addRoomListener(notes);

        adapter.join(ann, "room");
        adapter.leave(ann, "never joined");
        adapter.leave(cid, "room");
        adapter.join(bob, "room");
        adapter.leaveAll(bob);

        assertThat(events).isEmpty();
    }

    @Test
    void tellsOfSocketsThatAreMadeToJoinAndLeave() {
        adapter.addRoomListener(notes);

        adapter.joinSockets(to("ann"), Set.of("room"));
        eventually(() -> assertThat(events).containsExactly("created room", "ann joined room"));
        adapter.leaveSockets(to("ann"), Set.of("room"));

        eventually(() -> assertThat(events).endsWith("ann left room", "deleted room"));
    }

    @Test
    void tellsNothingToAListenerThatWasRemoved() {
        Disposable added = adapter.addRoomListener(notes);

        added.dispose();
        added.dispose();
        adapter.join(ann, "room");

        assertThat(events).isEmpty();
    }

    @Test
    void letsAListenerJoinAndLeave() {
        adapter.addRoomListener(new RoomListener() {
            @Override
            public void joined(String room, String socketId) {
                if (room.equals("room")) {
                    adapter.join(bob, "room");
                    adapter.leave(ann, "room");
                    adapter.join(ann, "next");
                }
            }
        });

        adapter.join(ann, "room");

        assertThat(adapter.rooms(ann)).containsExactlyInAnyOrder("ann", "next");
        assertThat(adapter.rooms(bob)).containsExactlyInAnyOrder("bob", "room");
    }

    @Test
    void goesOnWhenAListenerFails() {
        adapter.addRoomListener(new RoomListener() {
            @Override
            public void created(String room) {
                throw new IllegalStateException("on purpose");
            }
        });
        adapter.addRoomListener(notes);

        adapter.join(ann, "room");

        assertThat(adapter.rooms(ann)).containsExactlyInAnyOrder("ann", "room");
        assertThat(events).containsExactly("created room", "ann joined room");
    }

    @Test
    void tellsAsManyThatComeAsGo() throws Exception {
        adapter.addRoomListener(notes);
        ExecutorService executor = Executors.newFixedThreadPool(3);
        List<Future<?>> running = new ArrayList<>();
        for (TestLocalSockets.TestLocalSocket socket : List.of(ann, bob, cid)) {
            running.add(executor.submit(() -> {
                for (int i = 0; i < 500; i++) {
                    adapter.join(socket, "room");
                    adapter.leave(socket, "room");
                }
            }));
        }
        for (Future<?> churn : running) {
            churn.get(10, TimeUnit.SECONDS);
        }
        executor.shutdown();

        assertThat(events.stream().filter(event -> event.endsWith(" joined room")))
                .hasSize(1500);
        assertThat(events.stream().filter(event -> event.endsWith(" left room")))
                .hasSize(1500);
        assertThat(events.stream().filter("created room"::equals).count())
                .isEqualTo(events.stream().filter("deleted room"::equals).count());
    }
}
