package io.pocketio.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class OptionsTests {

    @Test
    void readsWhatFollowsTheName() {
        Options options = Options.parse(new String[] {"storm", "--stalled", "10000", "--sizes", "1,2"}, 1);

        assertThat(options.number("stalled", 2000)).isEqualTo(10000);
        assertThat(options.number("healthy", 1000)).isEqualTo(1000);
        assertThat(options.list("sizes", "")).containsExactly("1", "2");
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Options.parse(new String[] {"--speed", "1"}, 0))
                .withMessageContaining("--speed");
        assertThatIllegalArgumentException().isThrownBy(() -> Options.parse(new String[] {"--stalled"}, 0));
    }

    @Test
    void refusesWhatIsNoNumber() {
        Options options = Options.parse(new String[] {"--stalled", "many"}, 0);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> options.number("stalled", 1))
                .withMessageContaining("many");
    }
}
