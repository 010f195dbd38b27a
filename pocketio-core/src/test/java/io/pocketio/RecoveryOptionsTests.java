package io.pocketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RecoveryOptionsTests {

    @Test
    void hasTheReferenceServersDefaults() {
        RecoveryOptions options = RecoveryOptions.defaults();

        assertThat(options.maxDisconnectionDuration()).isEqualTo(Duration.ofMinutes(2));
        assertThat(options.skipMiddlewares()).isTrue();
    }

    @Test
    void isBoundedByDefault() {
        RecoveryOptions options = RecoveryOptions.defaults();

        assertThat(options.maxPackets()).isEqualTo(10_000);
        assertThat(options.maxBytes()).isEqualTo(16 << 20);
        assertThat(options.maxSessions()).isEqualTo(10_000);
    }

    @Test
    void refusesWhatIsNotPositive() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RecoveryOptions.of(options -> options.maxDisconnectionDuration(Duration.ZERO)))
                .withMessageContaining("maxDisconnectionDuration");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RecoveryOptions.of(options -> options.maxPackets(0)))
                .withMessageContaining("maxPackets");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RecoveryOptions.of(options -> options.maxBytes(-1)))
                .withMessageContaining("maxBytes");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RecoveryOptions.of(options -> options.maxSessions(0)))
                .withMessageContaining("maxSessions");
    }
}
