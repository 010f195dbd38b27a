package io.pocketio.interop;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.json.JsonMapper;

/**
 * Two nodes with a Redis between them, one of which, or both, are reference servers: each check of {@code api-cluster.js} is a test, from
 * each side to the other.
 */
abstract class ClusterOfTwoContract {

    private static final List<ConfigurableApplicationContext> applications = new ArrayList<>();

    private final String type;

    /** @param type of the adapter, as here and in Node */
    ClusterOfTwoContract(String type) {
        this.type = type;
    }

    /** Who a node is. */
    enum Kind {
        POCKETIO,
        NODE
    }

    final String type() {
        return type;
    }

    abstract int redisPort();

    @AfterAll
    static void stopNodes() {
        applications.forEach(ConfigurableApplicationContext::close);
        applications.clear();
    }

    @TestFactory
    Stream<DynamicNode> talkWithEachOther() {
        return checks(Kind.POCKETIO, Kind.POCKETIO);
    }

    @TestFactory
    Stream<DynamicNode> reachNode() {
        return checks(Kind.POCKETIO, Kind.NODE);
    }

    @TestFactory
    Stream<DynamicNode> areReachedByNode() {
        return checks(Kind.NODE, Kind.POCKETIO);
    }

    /** What does not hold here is a fault of the checks. */
    @TestFactory
    Stream<DynamicNode> areAsNodesOfNode() {
        return checks(Kind.NODE, Kind.NODE);
    }

    private Stream<DynamicNode> checks(Kind first, Kind second) {
        return checks(first, second, "cluster", 20, false);
    }

    /**
     * Each pair has channels of its own.
     *
     * @param theme of the checks, of which there are so many at least
     * @param recovers whether clients can come back
     */
    final Stream<DynamicNode> checks(Kind first, Kind second, String theme, int atLeast, boolean recovers) {
        String prefix = String.join(" ", "socket.io", type, "" + first, "" + second, theme, "" + recovers);
        Map<String, Object> settings = Map.of(
                "port",
                start(first, "first", prefix, recovers),
                "ports",
                Map.of("other", start(second, "second", prefix, recovers)),
                "way",
                "websocket",
                "parser",
                "json",
                "themes",
                List.of(theme),
                "reference",
                false);
        return NodeChecks.run(
                theme + " with " + type + " of " + first + " and " + second,
                atLeast,
                "api-checks.js",
                JsonMapper.shared().writeValueAsString(settings));
    }

    int start(Kind kind, String name, String prefix) {
        return start(kind, name, prefix, false);
    }

    private int start(Kind kind, String name, String prefix, boolean recovers) {
        if (kind == Kind.NODE) {
            Map<String, Object> cluster = Map.of("node", name, "type", type, "port", redisPort(), "prefix", prefix);
            Map<String, Object> options = new HashMap<>(Map.of("cluster", cluster));
            if (recovers) {
                options.put("connectionStateRecovery", Map.of());
            }
            return InteropServer.startReference(
                    "reference-server.js", JsonMapper.shared().writeValueAsString(options));
        }
        ConfigurableApplicationContext application = new SpringApplicationBuilder(InteropApplication.class)
                .profiles("api")
                .properties(
                        "interop.node=" + name,
                        "pocketio.adapter.type=" + type,
                        "pocketio.connection-state-recovery.enabled=" + recovers,
                        "pocketio.adapter.prefix=" + prefix,
                        "pocketio.adapter.redis-streams.stream-name=" + prefix,
                        "spring.data.redis.port=" + redisPort())
                .run("--server.port=0", "--server.address=127.0.0.1", "--spring.main.banner-mode=off");
        applications.add(application);
        return application.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }
}
