package io.pocketio.cluster.classic;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.pocketio.cluster.wire.Golden;
import io.pocketio.server.LogCapture;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Messages with bytes that are not as they were: each means something, or is counted as meaning nothing, and nothing fails. */
class ClassicMutationTests {

    private static final int ROUNDS = 2_000;
    private static final List<String> CHANNELS =
            List.of(ClassicFixture.BROADCASTS, ClassicFixture.REQUESTS, ClassicFixture.RESPONSES);

    private final Random random = new Random(12);

    @Test
    void readsOrCountsThem() {
        List<byte[]> messages = Stream.of(
                        "broadcast.hex",
                        "old-emitter.hex",
                        "ask.hex",
                        "acknowledged.hex",
                        "fetch.json",
                        "join.json",
                        "server-question.json",
                        "asked.json",
                        "sockets.json",
                        "room-names-answer.json")
                .map(name -> Golden.bytes("classic/" + name))
                .toList();
        ClassicFixture node = new ClassicFixture("");
        int understood = 0;
        try (LogCapture log = new LogCapture(Level.WARN)) {
            for (int round = 0; round < ROUNDS; round++) {
                for (byte[] message : messages) {
                    byte[] mutated = mutated(message);
                    for (String channel : CHANNELS) {
                        understood += node.hear(channel, mutated).size();
                    }
                }
            }
            assertThat(log.messages(Level.ERROR)).isEmpty();
        }
        assertThat(understood).isPositive();
        assertThat(node.counters.malformed()).isPositive();
    }

    private byte[] mutated(byte[] message) {
        byte[] mutated = Arrays.copyOf(message, message.length + random.nextInt(3) - 1);
        for (int changes = random.nextInt(3); changes >= 0; changes--) {
            int at = random.nextInt(mutated.length);
            mutated[at] =
                    random.nextBoolean() ? (byte) random.nextInt(256) : (byte) (mutated[at] ^ 1 << random.nextInt(8));
        }
        return mutated;
    }
}
