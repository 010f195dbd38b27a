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

    private boolean test(String key) {
        return oncePerMinute.test(ClientText.of(key));
    }

    @Test
    void isTrueOnceAMinuteForEachKey() {
        assertThat(test("a")).isTrue();
        assertThat(test("a")).isFalse();
        assertThat(test("b")).isTrue();

        advance(59);
        assertThat(test("a")).isFalse();

        advance(1);
        assertThat(test("a")).isTrue();
        assertThat(test("a")).isFalse();
    }

    @Test
    void takesManyKeysForOne() {
        for (int i = 0; i < 100; i++) {
            assertThat(test("key " + i)).isTrue();
        }

        assertThat(test("one more")).isTrue();
        for (int i = 0; i < 1000; i++) {
            assertThat(test("more " + i)).isFalse();
        }
        assertThat(test("key 5")).isFalse();
    }

    @Test
    void forgetsOldKeys() {
        for (int i = 0; i < 100; i++) {
            test("key " + i);
        }

        advance(60);

        assertThat(test("a")).isTrue();
        assertThat(test("b")).isTrue();
    }

    @Test
    void takesKeysForOneThatLookTheSame() {
        assertThat(test("x".repeat(1000))).isTrue();
        assertThat(test("x".repeat(1000) + "y")).isFalse();
    }
}
