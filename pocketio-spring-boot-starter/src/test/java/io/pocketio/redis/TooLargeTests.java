package io.pocketio.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.pocketio.cluster.MessageTooLargeException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Redis would end the connection for is not sent. */
class TooLargeTests {

    private static final LettuceBus.Limits MUCH = new LettuceBus.Limits(64_000_000, 32_000_000);

    @ParameterizedTest
    @CsvSource({
        "proto-max-bulk-len 1mb,                            524288",
        "client-output-buffer-limit pubsub 2mb 1mb 60,     1048576",
    })
    void takesNoMoreThanRedisDoes(String setting, int longest) {
        try (TestRedis redis = TestRedis.start(setting);
                BusNode node = BusNode.at(redis.port(), MUCH)) {
            List<Integer> lengths = new CopyOnWriteArrayList<>();
            node.bus().subscribe("a", (channel, message) -> lengths.add(message.length));
            assertThat(node.bus().maxMessageBytes()).isEqualTo(longest);

            assertThatExceptionOfType(MessageTooLargeException.class)
                    .isThrownBy(() -> node.bus().publish("a", new byte[longest + 1]));
            await().untilAsserted(() -> {
                node.bus().publish("a", new byte[longest]);
                assertThat(lengths).contains(longest);
            });
            assertThat(node.counters().outages()).isZero();
        }
    }

    @Test
    void takesNoMoreThanItMay() {
        try (TestRedis redis = TestRedis.start();
                BusNode node = BusNode.at(redis.port(), new LettuceBus.Limits(1_000_000, 1_000))) {
            assertThat(node.bus().maxMessageBytes()).isEqualTo(1_000);
        }
    }
}
