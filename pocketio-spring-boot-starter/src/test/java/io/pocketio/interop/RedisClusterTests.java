package io.pocketio.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.pocketio.SocketIoEmitter;
import io.pocketio.redis.TestRedis;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** With Node's {@code createAdapter} for Redis, and its emitter's counterpart. */
class RedisClusterTests extends ClusterOfTwoContract {

    private static TestRedis redis;

    RedisClusterTests() {
        super("redis");
    }

    @BeforeAll
    static void startRedis() {
        redis = TestRedis.start();
    }

    @AfterAll
    static void stopRedis() {
        redis.close();
    }

    @Override
    int redisPort() {
        return redis.port();
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

    @Test
    void hearTheEmittersOfNode() {
        String prefix = "emitters of Node";
        int port = start(Kind.POCKETIO, "only", prefix);
        try (RawWebSocket client = joined(port, "/socket.io/?EIO=4&transport=websocket");
                NodeWorkspace.Script emitters =
                        NodeWorkspace.start("emitters.js", String.valueOf(redisPort()), prefix)) {
            assertThat(emitters.readLine()).isEqualTo("sent");

            client.expect("42[\"news\",1,\"é\",{\"a\":[null]}]");
            client.expect("451-[\"bytes\",{\"_placeholder\":true,\"num\":0}]");
            client.expect(new byte[] {1, 2});
            client.expect("42[\"joined\"]", "42[\"old\",2]");
            client.expect("451-[\"old bytes\",{\"_placeholder\":true,\"num\":0}]");
            client.expect(new byte[] {3});
        }
    }

    /** Nodes of Socket.IO 2 and this one hear each other's broadcasts. */
    @Test
    void broadcastToOldNodesAndHearThem() {
        String prefix = "old nodes";
        int port = start(Kind.POCKETIO, "only", prefix);
        int oldPort = InteropServer.startReference("old-node.js", String.valueOf(redisPort()), prefix);
        try (RawWebSocket client = joined(port, "/socket.io/?EIO=4&transport=websocket");
                RawWebSocket old = RawWebSocket.connect(oldPort, "/socket.io/?EIO=3&transport=websocket")) {
            old.receive();
            old.expect("40");
            old.send("420[\"join\",\"room\"]");
            old.expect("430[]");

            old.send("42[\"in\",\"room\",\"from the old\",{\"a\":1}]");
            client.expect("42[\"told\",\"from the old\",{\"a\":1}]");
            old.expect("42[\"told\",\"from the old\",{\"a\":1}]");
            client.send("42[\"in\",[\"room\"],\"from the new\"]");
            client.expect("42[\"told\",\"from the new\"]");
            old.expect("42[\"told\",\"from the new\"]");
        }
    }

    private static RawWebSocket joined(int port, String target) {
        RawWebSocket client = RawWebSocket.connect(port, target);
        client.receive();
        client.send("40");
        client.receive();
        client.send("420[\"join\",\"room\"]");
        client.expect("430[]");
        return client;
    }

    @EnableAutoConfiguration
    static class Batch {}
}
