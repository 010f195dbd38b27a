package io.pocketio.interop;

import io.pocketio.SocketIoEmitter;
import io.pocketio.redis.TestRedis;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.json.JsonMapper;

/**
 * Two nodes with a Redis between them, one of which, or both, are reference servers: each check of {@code api-cluster.js} is a test, from
 * each side to the other.
 */
class RedisClusterTests {

    private static final List<ConfigurableApplicationContext> applications = new ArrayList<>();
    private static TestRedis redis;

    /** Who a node is. */
    private enum Kind {
        POCKETIO,
        NODE
    }

    @BeforeAll
    static void startRedis() {
        redis = TestRedis.start();
    }

    @AfterAll
    static void stop() {
        applications.forEach(ConfigurableApplicationContext::close);
        applications.clear();
        redis.close();
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

    /** Each pair has channels of its own. */
    private static Stream<DynamicNode> checks(Kind first, Kind second) {
        String prefix = "socket.io " + first + " " + second;
        Map<String, Object> settings = Map.of(
                "port",
                start(first, "first", prefix),
                "ports",
                Map.of("other", start(second, "second", prefix)),
                "way",
                "websocket",
                "parser",
                "json",
                "themes",
                List.of("cluster"),
                "reference",
                false);
        return NodeChecks.run(
                "Cluster of " + first + " and " + second,
                20,
                "api-checks.js",
                JsonMapper.shared().writeValueAsString(settings));
    }

    /** A servlet application sends to the clients of both. */
    @ParameterizedTest
    @EnumSource
    void areReachedByAProcessThatIsNoNode(Kind kind) throws Exception {
        String prefix = "emitter " + kind;
        int port = start(kind, "only", prefix);
        try (ConfigurableApplicationContext batch = new SpringApplicationBuilder(Batch.class)
                        .properties(
                                "pocketio.enabled=false",
                                "pocketio.adapter.type=redis",
                                "pocketio.adapter.prefix=" + prefix,
                                "spring.data.redis.port=" + redis.port())
                        .web(WebApplicationType.NONE)
                        .run("--spring.main.banner-mode=off");
                RawWebSocket client = RawWebSocket.connect(port, "/socket.io/?EIO=4&transport=websocket")) {
            client.receive();
            client.send("40");
            client.receive();
            client.send("42[\"join\",\"room\"]", "42[\"echo\",\"joined\"]");
            client.expect("42[\"echo\",\"joined\"]");
            SocketIoEmitter emitter = batch.getBean(SocketIoEmitter.class);

            emitter.to("nobody").emit("news", 0);
            emitter.to("room").emit("news", "é", Map.of("a", 1), null);
            emitter.to("room").emit("bytes", new byte[] {1, 2});
            emitter.to("room").disconnectSockets();

            client.expect("42[\"news\",\"é\",{\"a\":1},null]");
            client.expect("451-[\"bytes\",{\"_placeholder\":true,\"num\":0}]");
            client.expect(new byte[] {1, 2});
            client.expect("41");
        }
    }

    @EnableAutoConfiguration
    static class Batch {}

    private static int start(Kind kind, String name, String prefix) {
        if (kind == Kind.NODE) {
            Map<String, Object> cluster = Map.of("node", name, "type", "redis", "port", redis.port(), "prefix", prefix);
            return InteropServer.startReference(
                    "reference-server.js", JsonMapper.shared().writeValueAsString(Map.of("cluster", cluster)));
        }
        ConfigurableApplicationContext application = new SpringApplicationBuilder(InteropApplication.class)
                .profiles("api")
                .properties(
                        "interop.node=" + name,
                        "pocketio.adapter.type=redis",
                        "pocketio.adapter.prefix=" + prefix,
                        "spring.data.redis.port=" + redis.port())
                .run("--server.port=0", "--server.address=127.0.0.1", "--spring.main.banner-mode=off");
        applications.add(application);
        return application.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }
}
