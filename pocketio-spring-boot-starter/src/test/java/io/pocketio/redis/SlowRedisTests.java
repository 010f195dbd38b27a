package io.pocketio.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.channel.DefaultEventLoop;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Redis stands still, though its connections do not end. */
class SlowRedisTests {

    private static final int MESSAGES = 20_000;
    private static final int LENGTH = 1_000;

    private final EventLoop loop = new DefaultEventLoop();
    private TestRedis redis;
    private RedisProxy way;

    @BeforeEach
    void start() {
        redis = TestRedis.start();
        way = new RedisProxy(redis);
    }

    @AfterEach
    void stop() throws InterruptedException {
        way.close();
        redis.close();
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).await();
    }

    @Test
    void holdsNobodyUpWhoPublishes() throws Exception {
        LettuceBus.Limits limits = new LettuceBus.Limits(4_000_000, LENGTH);
        AtomicInteger heard = new AtomicInteger();
        try (BusNode node = BusNode.at(way.port(), limits)) {
            node.bus().subscribe("a", (channel, message) -> heard.incrementAndGet());
            await().until(() -> node.bus()
                            .subscribers("a")
                            .blockOptional(Duration.ofSeconds(5))
                            .orElse(0)
                    == 1);
            way.stall();

            loop.submit(() ->
                            IntStream.range(0, MESSAGES).forEach(i -> node.bus().publish("a", new byte[LENGTH])))
                    .get(10, TimeUnit.SECONDS);
            assertThat(node.counters().pendingBytes()).isLessThanOrEqualTo(4_000_000);
            assertThat(node.counters().lost()).isBetween(MESSAGES / 2L, MESSAGES - 3_000L);

            way.goOn();
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() ->
                            assertThat(heard.get() + node.counters().lost()).isEqualTo(MESSAGES));
            assertThat(node.counters().outages()).isZero();
        }
    }
}
