package io.pocketio.interop;

import io.pocketio.SocketIoEmitter;
import io.pocketio.redis.TestRedis;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** With Node's {@code createAdapter} for streams of Redis, and its emitter's counterpart. */
class StreamsClusterTests extends ClusterOfTwoContract {

    private static TestRedis redis;

    StreamsClusterTests() {
        super("redis-streams");
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
        String prefix = "streams emitter " + kind;
        int port = start(kind, "only", prefix);
        try (ConfigurableApplicationContext batch = new SpringApplicationBuilder(Batch.class)
                        .properties(
                                "pocketio.enabled=false",
                                "pocketio.adapter.type=redis-streams",
                                "pocketio.adapter.prefix=" + prefix,
                                "pocketio.adapter.redis-streams.stream-name=" + prefix,
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
}
