package io.pocketio.json;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumbersTests {

    @ParameterizedTest
    @ValueSource(strings = {"0", "-0", "7", "120", "-12.50", "0.5", "1e9", "1E-9", "1.25e+10", "10E0"})
    void takesWhatJsonTakesForANumber(String text) {
        assertThat(Numbers.isNumber(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                "NaN",
                "-Infinity",
                "1/2",
                "1 1/2",
                "01",
                "-01",
                "+1",
                ".5",
                "1.",
                "1.e5",
                "1e",
                "1e+",
                "1e5.5",
                "1f",
                "1,5",
                "0x10",
                " 1",
                "1 ",
                "--1",
                "1.5.5",
                "1\u0662"
            })
    void takesNothingElse(String text) {
        assertThat(Numbers.isNumber(text)).isFalse();
    }
}
