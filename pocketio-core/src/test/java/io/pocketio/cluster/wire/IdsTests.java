package io.pocketio.cluster.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class IdsTests {

    @Test
    void makesThemOfTheLettersAndDigitsThatNodeUses() {
        assertThat(Stream.generate(Ids::ofLetters).limit(100)).allMatch(id -> id.matches("[A-Za-z0-9_-]{6}"));
        assertThat(Stream.generate(Ids::hexadecimal).limit(100)).allMatch(id -> id.matches("[0-9a-f]{16}"));
    }

    @Test
    void makesNoneTwice() {
        assertThat(Stream.generate(Ids::ofLetters).limit(100)).doesNotHaveDuplicates();
        assertThat(Stream.generate(Ids::hexadecimal).limit(100)).doesNotHaveDuplicates();
    }
}
