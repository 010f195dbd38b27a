package io.pocketio.interop;

import io.pocketio.redis.TestRedis;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** As {@link RecoveryProofTests}, with a stream of Redis as the log. */
class StreamsRecoveryProofTests {

    private static final int CUTS = 100;
    private static final int EVENTS = 5_000;

    private static TestRedis redis;
    private static ConfigurableApplicationContext application;

    @BeforeAll
    static void start() {
        redis = TestRedis.start();
        application = new SpringApplicationBuilder(InteropApplication.class)
                .profiles("recovery")
                .properties(
                        "pocketio.adapter.type=redis-streams",
                        "pocketio.connection-state-recovery.enabled=true",
                        "pocketio.ping-interval=300ms",
                        "pocketio.ping-timeout=700ms",
                        "spring.data.redis.port=" + redis.port())
                .run("--server.port=0", "--server.address=127.0.0.1", "--spring.main.banner-mode=off");
    }

    @AfterAll
    static void stop() {
        application.close();
        redis.close();
    }

    @TestFactory
    Stream<DynamicNode> recoversOverWebSocket() {
        return checks("websocket");
    }

    @TestFactory
    Stream<DynamicNode> recoversOverPolling() {
        return checks("polling");
    }

    @TestFactory
    Stream<DynamicNode> recoversWhileItUpgrades() {
        return checks("upgrade");
    }

    private static Stream<DynamicNode> checks(String way) {
        int port = application.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
        return RecoveryProofTests.checks(port, null, way, "json", CUTS, EVENTS);
    }
}
