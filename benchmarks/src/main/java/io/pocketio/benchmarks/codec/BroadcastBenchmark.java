package io.pocketio.benchmarks.codec;

import io.pocketio.SocketIoServer;
import io.pocketio.engine.EngineOptions;
import io.pocketio.engine.packet.Revision;
import io.pocketio.server.SocketIoServerBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/**
 * A broadcast of a small event, from the call until each recipient's connection has its frame: encoded once, counted, and handed
 * over. What a WebSocket server does with the frame then is the loads' concern.
 */
public class BroadcastBenchmark extends CodecBenchmark {

    static final String EVENT = "message";

    /** So that no heartbeat is in the way. */
    private static final Duration FOREVER = Duration.ofDays(1);

    @Param({"1", "100", "1000"})
    int recipients = 1;

    /** Clients of the newest generation, or as many of each. */
    @Param({"NEWEST", "MIXED"})
    Crowd crowd = Crowd.NEWEST;

    private final Message message = Message.ofSize(32);
    private final SocketIoServer server = SocketIoServerBuilder.create()
            .jsonCodec(codecs.jsonCodec)
            .engine(EngineOptions.of(options -> options.pingInterval(FOREVER).allowOlderClients(true)))
            .build();

    final List<Recipient> connections = new ArrayList<>();

    /** Who is there. */
    public enum Crowd {
        NEWEST,
        MIXED;

        /** Half of those of Engine.IO 3 are of Socket.IO 2, the others of 1: to a broadcast by WebSocket they are the same. */
        Revision generation(int client) {
            if (this == NEWEST) {
                return Revision.V4;
            }
            return switch (client % 4) {
                case 0 -> Revision.V4;
                case 1 -> Revision.LEGACY;
                default -> Revision.V3;
            };
        }
    }

    @Setup
    public void setUp() {
        for (int i = 0; i < recipients; i++) {
            connections.add(Recipient.connect(server.engine(), crowd.generation(i)));
        }
    }

    @Benchmark
    public Recipient broadcast() {
        server.emit(EVENT, message);
        return connections.get(recipients - 1);
    }

    @Benchmark
    public byte[] broadcastJackson() {
        return codecs.mapper.writeValueAsBytes(message);
    }
}
