package io.pocketio.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class OncePerMinuteTests {

    private final AtomicLong time = new AtomicLong(Long.MAX_VALUE - 5);
    private final OncePerMinute oncePerMinute = new OncePerMinute(time::get);

    private void advance(int seconds) {
        time.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
    }

    @Test
    void isTrueOnceAMinuteForEachKey() {
        assertThat(oncePerMinute.test("a")).isTrue();
        assertThat(oncePerMinute.test("a")).isFalse();
        assertThat(oncePerMinute.test("b")).isTrue();

        advance(59);
        assertThat(oncePerMinute.test("a")).isFalse();

        advance(1);
        assertThat(oncePerMinute.test("a")).isTrue();
        assertThat(oncePerMinute.test("a")).isFalse();
    }

    @Test
    void takesManyKeysForOne() {
        for (int i = 0; i < 100; i++) {
            assertThat(oncePerMinute.test("key " + i)).isTrue();
        }

        assertThat(oncePerMinute.test("one more")).isTrue();
        for (int i = 0; i < 1000; i++) {
            assertThat(oncePerMinute.test("more " + i)).isFalse();
        }
        assertThat(oncePerMinute.test("key 5")).isFalse();
    }

    @Test
    void forgetsOldKeys() {
        for (int i = 0; i < 100; i++) {
            oncePerMinute.test("key " + i);
        }

        advance(60);

        assertThat(oncePerMinute.test("a")).isTrue();
        assertThat(oncePerMinute.test("b")).isTrue();
    }
}
