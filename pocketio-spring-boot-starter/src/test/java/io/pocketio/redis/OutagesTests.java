package io.pocketio.redis;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.pocketio.cluster.ClusterCounters;
import io.pocketio.lane.TimeSource;
import io.pocketio.server.LogCapture;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.test.scheduler.VirtualTimeScheduler;

class OutagesTests {

    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final ClusterCounters counters = new ClusterCounters();
    private final Outages outages = new Outages(new TimeSource(time), counters, "something is lost");
    private final LogCapture log = new LogCapture(Level.WARN);

    @AfterEach
    void endCapture() {
        log.close();
    }

    @Test
    void saysOnceThatItHasGoneAndOnceForHowLong() {
        outages.ended();
        outages.begun();
        outages.begun();
        time.advanceTimeBy(Duration.ofMillis(10_240));
        outages.ended();
        outages.ended();

        assertThat(log.messages(Level.WARN))
                .containsExactly(
                        "The connection to Redis has gone: clients of this node hear nothing of other nodes until it is back",
                        "The connection to Redis is back after 10.2 s; something is lost");
        assertThat(counters.outages()).isOne();
    }

    @Test
    void saysLittleOfAConnectionThatComesAndGoes() {
        for (int i = 0; i < 700; i++) {
            outages.begun();
            time.advanceTimeBy(Duration.ofMillis(50));
            outages.ended();
            time.advanceTimeBy(Duration.ofMillis(50));
        }

        assertThat(counters.outages()).isEqualTo(700);
        assertThat(log.messages(Level.WARN)).hasSize(4);
    }
}
