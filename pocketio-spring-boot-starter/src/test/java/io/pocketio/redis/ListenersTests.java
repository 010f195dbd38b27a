package io.pocketio.redis;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.pocketio.cluster.BusListener;
import io.pocketio.lane.TimeSource;
import io.pocketio.server.LogCapture;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ListenersTests {

    private static final Topic A = Topic.channel("a");

    private final List<String> heard = new ArrayList<>();
    private final BusListener one = (channel, message) -> heard.add("one " + channel);
    private final BusListener other = (channel, message) -> heard.add("other " + channel);
    private final Listeners listeners = new Listeners(new TimeSource(null));

    @Test
    void tellsThoseOfATopicAndEachForEveryTime() {
        listeners.add(A, one);
        listeners.add(A, other);
        listeners.add(A, one);
        listeners.add(Topic.pattern("a"), other);
        listeners.message(A, "a", new byte[0]);
        assertThat(heard).containsExactly("one a", "other a", "one a");

        listeners.remove(A, one);
        heard.clear();
        listeners.message(A, "a", new byte[0]);
        assertThat(heard).containsExactly("other a", "one a");
    }

    @Test
    void hasAnyUntilTheLastHasLeft() {
        assertThat(listeners.hasAny(A)).isFalse();
        listeners.add(A, one);
        listeners.add(A, one);
        listeners.remove(A, one);
        assertThat(listeners.hasAny(A)).isTrue();

        listeners.remove(A, one);
        assertThat(listeners.hasAny(A)).isFalse();
        listeners.remove(A, one);
        listeners.message(A, "a", new byte[0]);
        assertThat(heard).isEmpty();
    }

    @Test
    void goesOnWhenOneFailsAndSaysSoOnceAMinute() {
        listeners.add(A, (channel, message) -> {
            throw new IllegalStateException("expected");
        });
        listeners.add(A, one);
        try (LogCapture log = new LogCapture(Level.WARN)) {
            listeners.message(A, "a", new byte[0]);
            listeners.message(A, "a", new byte[0]);

            assertThat(heard).containsExactly("one a", "one a");
            assertThat(log.messages(Level.ERROR)).containsExactly("A message of another node could not be handled");
        }
    }
}
