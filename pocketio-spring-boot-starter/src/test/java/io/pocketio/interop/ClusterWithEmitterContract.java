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

/** As {@link ClusterOfTwoContract}, with an adapter that has an emitter, by a Redis that needs nothing installed. */
abstract class ClusterWithEmitterContract extends ClusterOfTwoContract {

    private static TestRedis redis;

    ClusterWithEmitterContract(String type) {
        super(type);
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

    /** A batch sends to the clients of both. */
    @ParameterizedTest
    @EnumSource
    void areReachedByAProcessThatIsNoNode(Kind kind) throws Exception {
        String prefix = "emitter " + kind;
        int port = start(kind, "only", prefix);
        try (ConfigurableApplicationContext batch = new SpringApplicationBuilder(Batch.class)
                        .properties(
                                "pocketio.enabled=false",
                                "pocketio.adapter.type=" + type(),
                                "pocketio.adapter.prefix=" + prefix,
                                "pocketio.adapter.redis-streams.stream-name=" + prefix,
                                "spring.data.redis.port=" + redisPort())
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
