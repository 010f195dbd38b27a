package io.pocketio.adapter.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.pocketio.adapter.RecoverableSession;
import io.pocketio.adapter.RecoveryLimits;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SavedSessionsTests {

    private final SavedSessions sessions = new SavedSessions(
            new RecoveryBudget(new RecoveryLimits(Duration.ofMillis(100), Duration.ofMillis(150), 1, 1, 2)));

    private static RecoverableSession session(String pid) {
        return new RecoverableSession(pid, "sid of " + pid, Set.of(), Map.of(), "since", null, "left");
    }

    @Test
    void givesASessionOnce() {
        sessions.save(session("a"), 0);

        assertThat(sessions.take("a")).isEqualTo(session("a"));
        assertThat(sessions.take("a")).isNull();
        assertThat(sessions.isEmpty()).isTrue();
    }

    @Test
    void givesUpTheOneThatWasSavedFirst() {
        sessions.save(session("a"), 0);
        sessions.save(session("b"), 0);
        sessions.save(session("a"), 1);
        sessions.save(session("c"), 2);

        assertThat(sessions.take("b")).isNull();
        assertThat(sessions.take("a")).isNotNull();
        assertThat(sessions.take("c")).isNotNull();
    }

    @Test
    void dropsWhatIsTooOld() {
        sessions.save(session("a"), 0);
        sessions.save(session("b"), 1);

        sessions.dropOld(100);
        assertThat(sessions.isEmpty()).isFalse();
        sessions.dropOld(101);

        assertThat(sessions.take("a")).isNull();
        assertThat(sessions.take("b")).isNotNull();
    }

    @Test
    void tellsNoSecret() {
        assertThat(new RecoverableSession("secret", "public", Set.of(), Map.of("k", "v"), "", null, "").toString())
                .isEqualTo("session of sid=public");
    }
}
