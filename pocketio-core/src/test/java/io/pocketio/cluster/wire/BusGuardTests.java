package io.pocketio.cluster.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import ch.qos.logback.classic.Level;
import io.pocketio.cluster.BusListener;
import io.pocketio.cluster.ClusterCounters;
import io.pocketio.json.CodecException;
import io.pocketio.protocol.MalformedPacketException;
import io.pocketio.server.LogCapture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BusGuardTests {

    private static final byte[] SECRET = {'s', 'e', 'c', 'r', 'e', 't'};

    private final ClusterCounters counters = new ClusterCounters();
    private final AtomicLong nanoTime = new AtomicLong();
    private final BusGuard guard = new BusGuard(counters, nanoTime::get);

    private BusListener throwing(RuntimeException failure) {
        return guard.around((channel, message) -> {
            throw failure;
        });
    }

    @Test
    void countsWhatCannotBeReadAndSaysSoOnceAMinute() {
        BusListener reader = throwing(new MalformedPacketException("no JSON"));
        try (LogCapture log = new LogCapture(Level.WARN)) {
            reader.message("a\nb", SECRET);
            throwing(new CodecException("no map")).message("a", SECRET);

            assertThat(counters.malformed()).isEqualTo(2);
            assertThat(log.all()).hasSize(1).first().asString().contains("6 bytes on a\\nb: no JSON");
            nanoTime.addAndGet(TimeUnit.MINUTES.toNanos(1));
            reader.message("a", SECRET);
            assertThat(log.all()).hasSize(2);
        }
    }

    @Test
    void goesOnWhenAReaderFails() {
        try (LogCapture log = new LogCapture(Level.WARN)) {
            assertThatCode(() -> throwing(new IllegalStateException("a bug")).message("a", SECRET))
                    .doesNotThrowAnyException();

            assertThat(log.messages(Level.ERROR)).hasSize(1);
            assertThat(counters.malformed()).isZero();
        }
    }

    @Test
    void countsOtherVersionsAndSaysSoOnceAMinute() {
        try (LogCapture log = new LogCapture(Level.WARN)) {
            guard.foreign("An old node.");
            guard.foreign("An old node.");

            assertThat(counters.foreign()).isEqualTo(2);
            assertThat(log.all()).containsExactly("An old node.");
        }
    }
}
