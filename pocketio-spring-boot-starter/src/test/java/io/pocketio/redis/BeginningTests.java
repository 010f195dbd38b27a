package io.pocketio.redis;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.RedisException;
import org.junit.jupiter.api.Test;

/** What a bus cannot begin with, and says so. */
class BeginningTests {

    @Test
    void failsWhereThereIsNoRedis() {
        int port = RedisProcess.freePort();

        assertThatExceptionOfType(RedisConnectionException.class).isThrownBy(() -> BusNode.at(port));
    }

    @Test
    void failsWhereRedisKnowsNoShardedChannels() {
        try (TestRedis older = TestRedis.start()) {
            assertThatExceptionOfType(RedisCommandExecutionException.class)
                    .isThrownBy(() -> BusNode.shardedAt(older.port()))
                    .withMessageContaining("SHARDNUMSUB");
        }
    }

    @Test
    void failsWhereItMayNotAskWhoSubscribes() {
        try (RedisProcess redis = RedisProcess.start()) {
            redis.cli("acl", "setuser", "default", "-pubsub");

            assertThatExceptionOfType(RedisCommandExecutionException.class)
                    .isThrownBy(() -> BusNode.at(redis.port()))
                    .withMessageContaining("NOPERM");
        }
    }

    @Test
    void failsWhereAMasterOfAClusterIsDown() {
        try (TestRedisCluster cluster = TestRedisCluster.start()) {
            cluster.masters().get(2).stop();
            try {
                assertThatExceptionOfType(RedisException.class).isThrownBy(() -> BusNode.shardedOn(cluster));
            } finally {
                cluster.masters().get(2).startAgain();
            }
        }
    }
}
