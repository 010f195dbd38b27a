package io.pocketio.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedisLimitsTests {

    @ParameterizedTest
    @CsvSource({
        "536870912, normal 0 0 0 slave 268435456 67108864 60 pubsub 33554432 8388608 60, 1000000, 1000000",
        "536870912, normal 0 0 0 slave 268435456 67108864 60 pubsub 33554432 8388608 60, 99999999, 16777216",
        "1048576, normal 0 0 0 pubsub 33554432 8388608 60, 99999999, 524288",
        "1048576, normal 0 0 0 pubsub 0 0 0, 99999999, 524288",
        "0, pubsub 0 0 0, 99999999, 99999999",
        "x, pubsub, 99999999, 99999999",
    })
    void takesHalfOfTheSmallerLimit(String longestValue, String outputBuffers, int most, int expected) {
        RedisLimits limits = new RedisLimits(
                Map.of("proto-max-bulk-len", longestValue, "client-output-buffer-limit", outputBuffers));

        assertThat(limits.maxMessageBytes(most)).isEqualTo(expected);
    }

    @Test
    void takesWhatItMayWhereRedisTellsNothing() {
        assertThat(new RedisLimits(Map.of()).maxMessageBytes(1_000)).isEqualTo(1_000);
    }
}
