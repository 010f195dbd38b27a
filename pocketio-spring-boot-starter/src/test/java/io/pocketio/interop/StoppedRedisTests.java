package io.pocketio.interop;

import io.pocketio.redis.RedisProcess;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Redis ends and comes back while two nodes send, with clients on both. Longer with {@code -Dinterop.outage=10000}. */
class StoppedRedisTests {

    private static final int MILLIS = Integer.getInteger("interop.outage", 1_000);
    private static final int CLIENTS = 5;
    private static final String RECOVERY = "--pocketio.connection-state-recovery.enabled=true";

    @TempDir
    private Path folder;

    @TestFactory
    Stream<DynamicNode> losesNothingWithStreams() {
        return checks("redis-streams", true);
    }

    /** Then events of a node itself go by Redis, too. */
    @TestFactory
    Stream<DynamicNode> losesNothingWithStreamsAndRecovery() {
        return checks("redis-streams", true, RECOVERY);
    }

    @TestFactory
    Stream<DynamicNode> goesOnWithChannels() {
        return checks("redis", false);
    }

    @TestFactory
    Stream<DynamicNode> goesOnWithShardedChannels() {
        return checks("redis-sharded", false);
    }

    private Stream<DynamicNode> checks(String type, boolean keeps, String... more) {
        RedisProcess.skipIfMissing();
        int port = RedisProcess.freePort();
        List<String> redis = List.of(
                "redis-server",
                "--port",
                "" + port,
                "--bind",
                "127.0.0.1",
                "--save",
                "",
                "--dir",
                folder.toString(),
                "--appendonly",
                "yes");
        Map<String, Object> settings = Map.of(
                "redis", redis,
                "command", NumberingApplication.command(port, type, more),
                "clients", CLIENTS,
                "outage", MILLIS,
                "keeps", keeps);
        return NodeChecks.run(
                "Redis stopped, " + type,
                5,
                "stopped-redis.js",
                JsonMapper.shared().writeValueAsString(settings));
    }
}
