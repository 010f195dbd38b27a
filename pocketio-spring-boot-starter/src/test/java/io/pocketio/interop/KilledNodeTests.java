package io.pocketio.interop;

import io.pocketio.redis.TestRedis;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * Nodes of a cluster with streams end without warning, as by {@code kill -9}, and their clients come back by others. Longer with
 * {@code -Dinterop.kills=20 -Dinterop.clients=50}.
 */
class KilledNodeTests {

    private static final int NODES = 3;
    private static final int KILLS = Integer.getInteger("interop.kills", 3);
    private static final int CLIENTS = Integer.getInteger("interop.clients", 12);
    private static final int MILLIS = 500;
    private static final String RECOVERY = "--pocketio.connection-state-recovery.enabled=true";
    private static final String LONG_STREAM = "--pocketio.adapter.redis-streams.max-length=1000000";

    @TestFactory
    Stream<DynamicNode> loseNothing() {
        return checks("SIGKILL", KILLS);
    }

    /** As in a rolling restart. */
    @TestFactory
    Stream<DynamicNode> loseNothingWhenTheyAreToldToEnd() {
        return checks("SIGTERM", 2, "--pocketio.drain-time=300ms");
    }

    private static Stream<DynamicNode> checks(String signal, int times, String... more) {
        try (TestRedis redis = TestRedis.start()) {
            List<String> command = NumberingApplication.command(redis.port(), "redis-streams", RECOVERY, LONG_STREAM);
            command.addAll(List.of(more));
            Map<String, Object> settings = Map.of(
                    "command", command,
                    "redisPort", redis.port(),
                    "nodes", NODES,
                    "signal", signal,
                    "kills", times,
                    "clients", CLIENTS,
                    "millis", MILLIS);
            return NodeChecks.run(
                    "Nodes ended by " + signal,
                    3,
                    "killed-node.js",
                    JsonMapper.shared().writeValueAsString(settings));
        }
    }
}
