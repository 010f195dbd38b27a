package io.pocketio.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import reactor.test.scheduler.VirtualTimeScheduler;

class TimerWheelTests {

    private static final int TICK = 10;

    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final TimerWheel wheel = new TimerWheel(time, this::now, Duration.ofMillis(TICK));
    private final List<String> expired = new ArrayList<>();

    @Test
    void isNeverEarlyAndAtMostOneTickLate() {
        Random random = new Random(7);
        for (int round = 0; round < 200; round++) {
            long delay = 1 + random.nextInt(20_000);
            long armedAt = now();
            long[] expiredAt = {-1};
            wheel.arm(
                    new TimerWheel.Timer() {
                        @Override
                        public void expired() {
                            expiredAt[0] = now();
                        }
                    },
                    Duration.ofMillis(delay));
            time.advanceTimeBy(Duration.ofMillis(delay + TICK));

            assertThat(expiredAt[0]).isBetween(armedAt + delay, armedAt + delay + TICK);
            time.advanceTimeBy(Duration.ofMillis(random.nextInt(30)));
        }
        assertThat(wheel.size()).isZero();
    }

    @Test
    void forgetsADisarmedTimer() {
        TimerWheel.Timer first = timer("first");
        TimerWheel.Timer second = timer("second");
        TimerWheel.Timer third = timer("third");
        List.of(first, second, third).forEach(timer -> wheel.arm(timer, Duration.ofMillis(100)));

        wheel.disarm(second);
        wheel.disarm(second);
        time.advanceTimeBy(Duration.ofMillis(110));

        assertThat(expired).containsExactlyInAnyOrder("first", "third");
    }

    @Test
    void movesATimerThatIsArmedAgain() {
        TimerWheel.Timer timer = timer("x");
        wheel.arm(timer, Duration.ofMillis(100));

        wheel.arm(timer, Duration.ofMillis(300));
        time.advanceTimeBy(Duration.ofMillis(200));
        assertThat(expired).isEmpty();
        assertThat(wheel.size()).isEqualTo(1);
        time.advanceTimeBy(Duration.ofMillis(110));

        assertThat(expired).containsExactly("x");
    }

    @Test
    void keepsTimersThatLieManyTurnsAhead() {
        wheel.arm(timer("far"), Duration.ofHours(1));
        wheel.arm(timer("near"), Duration.ofMinutes(1));

        time.advanceTimeBy(Duration.ofMinutes(59));
        assertThat(expired).containsExactly("near");
        time.advanceTimeBy(Duration.ofMillis(60_010));

        assertThat(expired).containsExactly("near", "far");
    }

    @Test
    void doesNotTickWithoutTimers() {
        wheel.arm(timer("x"), Duration.ofMillis(20));
        time.advanceTimeBy(Duration.ofMillis(100));
        long idle = time.getScheduledTaskCount();

        time.advanceTimeBy(Duration.ofHours(1));

        assertThat(time.getScheduledTaskCount()).isEqualTo(idle);
        wheel.arm(timer("again"), Duration.ofMillis(20));
        time.advanceTimeBy(Duration.ofMillis(40));
        assertThat(expired).containsExactly("x", "again");
    }

    @Test
    void goesOnAfterATimerThatFails() {
        wheel.arm(
                new TimerWheel.Timer() {
                    @Override
                    public void expired() {
                        throw new IllegalStateException("bug");
                    }
                },
                Duration.ofMillis(20));
        wheel.arm(timer("later"), Duration.ofMillis(50));

        time.advanceTimeBy(Duration.ofMillis(100));

        assertThat(expired).containsExactly("later");
    }

    @Test
    void goesOnAfterATimerThatFailsWithAnError() {
        wheel.arm(
                new TimerWheel.Timer() {
                    @Override
                    public void expired() {
                        throw new StackOverflowError();
                    }
                },
                Duration.ofMillis(20));
        wheel.arm(timer("later"), Duration.ofMillis(50));

        time.advanceTimeBy(Duration.ofMillis(100));
        wheel.arm(timer("latest"), Duration.ofMillis(50));
        time.advanceTimeBy(Duration.ofMillis(100));

        assertThat(expired).containsExactly("later", "latest");
    }

    private long now() {
        return time.now(TimeUnit.MILLISECONDS);
    }

    private TimerWheel.Timer timer(String name) {
        return new TimerWheel.Timer() {
            @Override
            public void expired() {
                expired.add(name);
            }
        };
    }
}
