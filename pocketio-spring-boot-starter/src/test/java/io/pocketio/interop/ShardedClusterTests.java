package io.pocketio.interop;

import io.pocketio.redis.RedisProcess;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** With Node's {@code createShardedAdapter}. */
class ShardedClusterTests extends ClusterOfTwoContract {

    private static RedisProcess redis;

    ShardedClusterTests() {
        super("redis-sharded");
    }

    @BeforeAll
    static void startRedis() {
        redis = RedisProcess.start();
    }

    @AfterAll
    static void stopRedis() {
        redis.close();
    }

    @Override
    int redisPort() {
        return redis.port();
    }
}
