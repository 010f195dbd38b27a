package io.pocketio.log;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientTextTests {

    @ParameterizedTest
    @ValueSource(strings = {"", "chat message", "/tenants/4711", "größe", "消息", "😀", "a\\nb", "100%"})
    void leavesTextThatIsPrintable(String text) {
        assertThat(ClientText.of(text)).hasToString(text);
    }

    @ParameterizedTest
    @CsvSource({
        "0009, \\t",
        "000a, \\n",
        "000d, \\r",
        "0000, \\u0000",
        "001b, \\u001b",
        "007f, \\u007f",
        "0085, \\u0085",
        "2028, \\u2028",
        "2029, \\u2029",
        "202e, \\u202e",
        "2066, \\u2066",
        "feff, \\ufeff",
        "d800, \\ud800",
        "dc00, \\udc00",
        "e000, \\ue000"
    })
    void escapesWhatIsNotPrintable(String character, String shown) {
        String text = "a" + (char) Integer.parseInt(character, 16) + "b";

        assertThat(ClientText.of(text)).hasToString("a" + shown + "b");
    }

    @Test
    void showsTheBeginningOfLongText() {
        assertThat(ClientText.of("x".repeat(100_000))).hasToString("x".repeat(128) + "…");
        assertThat(ClientText.of("x".repeat(128))).hasToString("x".repeat(128));
        assertThat(ClientText.sentence("x".repeat(401))).hasToString("x".repeat(400) + "…");
        assertThat(ClientText.of("\n".repeat(100_000)).toString()).hasSize(2 * 128 + 1);
    }

    @Test
    void showsNoHalfCharacters() {
        assertThat(new ClientText("ab😀cd", 3)).hasToString("ab…");
        assertThat(new ClientText("ab😀cd", 4)).hasToString("ab😀…");
    }

    @Test
    void showsAMessageThatIsNotThere() {
        assertThat(ClientText.sentence(null)).hasToString("null");
    }
}
