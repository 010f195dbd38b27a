package io.pocketio.adapter.memory;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OffsetsTests {

    private final Offsets offsets = new Offsets(5);

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 63, 64, 123_456_789, (1L << 48) - 1})
    void readsWhatItWrites(long position) {
        assertThat(offsets.format(position)).matches("[\\w-]{12}");
        assertThat(offsets.parse(offsets.format(position))).isEqualTo(position);
    }

    @Test
    void tellsOffsetsOfOtherLogs() {
        assertThat(offsets.parse(new Offsets(6).format(1))).isEqualTo(Offsets.FOREIGN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A", "AAAAAAAAAAA", "AAAAAAAAAAAAA", "AAAAAAAAAAA=", "AAAAAAAAAAAé", "AAAA AAAAAAA"})
    void recognizesWhatIsNone(String text) {
        assertThat(offsets.parse(text)).isEqualTo(Offsets.MALFORMED);
    }
}
