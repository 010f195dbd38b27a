package io.pocketio.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import io.pocketio.SocketIoServer;
import io.pocketio.engine.session.EngineProbe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Two thousand clients that come, talk, and leave in all ways that there are; and what is left of them. */
@TestMethodOrder(OrderAnnotation.class)
class ConnectionWavesTests {

    private static final InteropServer SERVER = InteropServer.WAVES;
    private static final int WAVES = 5;
    private static final int CLIENTS = 400;
    private static final ExecutorService THREADS = Executors.newFixedThreadPool(16);

    /** How a client goes. */
    private enum Leaving {
        GOODBYE,
        RESET,
        NAMESPACE_FIRST,
        HALF_SENT,
        GARBAGE
    }

    @AfterAll
    static void stop() {
        THREADS.shutdownNow();
    }

    @Test
    @Order(1)
    void forgetsClientsThatLeave() throws Exception {
        for (int wave = 0; wave < WAVES; wave++) {
            String room = "wave " + wave;
            List<EngineClient> clients = forAll(i -> arrive(i, room));
            assertThat(SERVER.io().engine().clientsCount()).isEqualTo(CLIENTS);
            assertThat(SERVER.io().sockets().sockets()).hasSize(CLIENTS);
            assertThat(SERVER.io().rooms().members(room).block()).hasSize(CLIENTS);

            clients.get(0).send("42[\"in\",[\"" + room + "\"],\"hello\"]");
            clients.get(1).send("451-[\"in\",[\"" + room + "\"],{\"_placeholder\":true,\"num\":0}]", "bAQID");
            forAll(i -> listen(clients.get(i)));

            forAll(i -> leave(clients.get(i), Leaving.values()[i % Leaving.values().length]));
            await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertNothingIsLeft(SERVER.io()));
        }
    }

    private static EngineClient arrive(int number, String room) {
        EngineClient client = Wire.values()[number % Wire.values().length].open(SERVER);
        client.connect();
        client.send("421[\"join\",\"" + room + "\"]");
        client.expect("431[]");
        client.send("422[\"echo\"," + number + "]");
        client.expect("432[" + number + "]");
        return client;
    }

    /** The two broadcasts come in either order. */
    private static Void listen(EngineClient client) {
        List<String> received = new ArrayList<>();
        while (received.size() < 3) {
            received.add(client.receive());
        }
        assertThat(received)
                .containsExactlyInAnyOrder(
                        "42[\"told\",\"hello\"]", "451-[\"told\",{\"_placeholder\":true,\"num\":0}]", "bAQID")
                .containsSubsequence("451-[\"told\",{\"_placeholder\":true,\"num\":0}]", "bAQID");
        return null;
    }

    private static Void leave(EngineClient client, Leaving leaving) {
        if (leaving == Leaving.NAMESPACE_FIRST) {
            client.send("41");
        }
        if (client instanceof PollingClient polling) {
            leave(polling, leaving);
        } else {
            leave(((WebSocketClient) client).socket(), leaving);
        }
        client.close();
        return null;
    }

    private static void leave(PollingClient client, Leaving leaving) {
        switch (leaving) {
            case GOODBYE, NAMESPACE_FIRST -> client.send("1");
            case RESET -> {
                client.park();
                client.reset();
            }
            case HALF_SENT -> {
                client.posts().sendHead("POST", client.target(), 100, "Content-Type: text/plain");
                client.posts().write(new byte[50]);
            }
            case GARBAGE -> client.send("garbage");
        }
    }

    private static void leave(RawWebSocket socket, Leaving leaving) {
        switch (leaving) {
            case GOODBYE -> socket.frame(0x80 | RawWebSocket.CLOSE, new byte[] {0x03, (byte) 0xe8});
            case RESET -> socket.reset();
            case NAMESPACE_FIRST -> socket.close();
            case HALF_SENT -> socket.raw(new byte[] {(byte) 0x81, (byte) 0xfe, 0x10, 0, 1, 2, 3, 4, 5, 6, 7, 8});
            case GARBAGE -> socket.send("garbage");
        }
    }

    private static void assertNothingIsLeft(SocketIoServer io) {
        assertThat(io.engine().clientsCount()).as("sessions").isZero();
        assertThat(io.sockets().sockets()).as("sockets").isEmpty();
        assertThat(io.rooms().names().block()).as("rooms").isEmpty();
        assertThat(EngineProbe.armedTimers(io.engine())).as("timers").isZero();
    }

    @Test
    @Order(2)
    void forgetsClientsThatCompressAndComeBack() {
        InteropServer server = InteropServer.COSTLY_WAVES;
        int clients = 100;
        try (NodeWorkspace.Script script = NodeWorkspace.start(
                "waves.js", String.valueOf(server.port()), String.valueOf(WAVES), String.valueOf(clients))) {
            String told = "";
            for (int wave = 0; wave < WAVES; wave++) {
                told = script.readLine();
                await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertNothingIsLeft(server.io()));
                script.writeLine("next");
            }
            assertThat(script.exitValue()).isZero();
            System.out.printf("Waves of %d clients, %d times: %s, and nothing is left%n", clients, WAVES, told);
            assertThat(told).contains("\"recovered\":" + WAVES * clients / 2);
        }
    }

    @Test
    @Order(3)
    void leavesNoBufferUnreleased() {
        assertThat(LeakRecorder.isInUse())
                .as("io.netty.customResourceLeakDetector is set")
                .isTrue();
        assertThat(ResourceLeakDetector.getLevel()).isEqualTo(ResourceLeakDetector.Level.PARANOID);
        PooledByteBufAllocator.DEFAULT.directBuffer().touch(LeakRecorder.ON_PURPOSE);

        await().atMost(Duration.ofSeconds(30)).until(ConnectionWavesTests::findsLeakOnPurpose);

        assertThat(LeakRecorder.reports()).isEmpty();
    }

    /** Leaks are found by the garbage collector, and reported when the next buffer is made. */
    private static boolean findsLeakOnPurpose() {
        System.gc();
        for (int i = 0; i < 10; i++) {
            ByteBuf buffer = PooledByteBufAllocator.DEFAULT.directBuffer();
            buffer.release();
        }
        return LeakRecorder.sawLeakOnPurpose();
    }

    private interface Step<T> {

        T take(int client);
    }

    /** Lets all clients take a step, several at a time, and waits for the last. */
    private static <T> List<T> forAll(Step<T> step) throws Exception {
        List<Callable<T>> steps = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            int client = i;
            steps.add(() -> step.take(client));
        }
        List<T> results = new ArrayList<>();
        for (Future<T> result : THREADS.invokeAll(steps, 60, TimeUnit.SECONDS)) {
            results.add(result.get());
        }
        return results;
    }
}
