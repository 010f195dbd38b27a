package io.pocketio.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.scheduler.Scheduler;

class DurationsTests {

    @Test
    void clampsWhatNoNumberHolds() {
        long most = Duration.ofDays(10_000).toMillis();

        assertThat(Durations.millis(ChronoUnit.FOREVER.getDuration())).isEqualTo(most);
        assertThat(Durations.millis(Duration.ofMillis(Long.MAX_VALUE))).isEqualTo(most);
        assertThat(Durations.nanos(ChronoUnit.FOREVER.getDuration())).isEqualTo(TimeUnit.MILLISECONDS.toNanos(most));
        assertThat(Durations.millis(Duration.ofMillis(Long.MIN_VALUE))).isZero();
        assertThat(Durations.nanos(Duration.ofSeconds(Long.MIN_VALUE))).isZero();
        assertThat(Durations.millis(Duration.ofMillis(7))).isEqualTo(7);
    }

    @Test
    void measuresTimeOnAClockThatNobodySets() {
        TimeSource time = new TimeSource(null);
        Scheduler timer = time.timer();
        long before = TimeUnit.NANOSECONDS.toMillis(System.nanoTime());

        long millis = time.millis();
        long ofTimer = timer.now(TimeUnit.MILLISECONDS);

        long after = TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
        assertThat(millis).isBetween(before, after);
        assertThat(ofTimer).isBetween(before, after);
        assertThat(time.epochMillis()).isGreaterThan(Duration.ofDays(50 * 365).toMillis());
    }

    @Test
    void runsWhatItIsGiven() throws Exception {
        CountDownLatch done = new CountDownLatch(4);
        Scheduler timer = new TimeSource(null).timer();

        timer.schedule(done::countDown);
        timer.schedule(done::countDown, 1, TimeUnit.MILLISECONDS);
        timer.createWorker().schedule(done::countDown);
        Disposable periodic = timer.schedulePeriodically(done::countDown, 1, 1, TimeUnit.DAYS);
        timer.schedule(done::countDown);

        assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
        periodic.dispose();
    }
}
