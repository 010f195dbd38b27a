package io.pocketio.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTests {

    @ParameterizedTest
    @CsvSource({"' Ada ', Ada", "'Ada   Lovelace', 'Ada Lovelace'", "'O''Hara', 'O''Hara'", "李明, 李明", "Žofie, Žofie"})
    void givesNameItsOneForm(String raw, String name) {
        assertThat(Names.check(raw, 24, "nickname")).isEqualTo(name);
    }

    @Test
    void takesComposedAndDecomposedCharactersForTheSame() {
        assertThat(Names.check("Zoe\u0308", 24, "nickname")).isEqualTo("Zoë");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "  ", "\t"})
    void refusesNameThatIsEmpty(String raw) {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> Names.check(raw, 24, "nickname"))
                .withMessage("Please choose a nickname.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"12345678901", "a very very long name that goes on and on and on and on"})
    void refusesNameThatIsTooLong(String raw) {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> Names.check(raw, 10, "room name"))
                .withMessage("A room name has at most 10 characters.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<b>Ada</b>", "Ada\u202Eadmin", "A\u200Bda", "Ada\u0007", "a\nb", "Ada&"})
    void refusesCharactersThatPretendOrHide(String raw) {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> Names.check(raw, 24, "nickname"))
                .withMessageContaining("letters, digits");
    }

    @Test
    void ignoresCaseWhenComparing() {
        assertThat(Names.key("ADA")).isEqualTo(Names.key("ada"));
    }
}
