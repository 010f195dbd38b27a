package io.pocketio.engine.polling;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptTextTests {

    private static final String[] PARTS = {
        "a",
        "plain text",
        "é",
        "😀",
        "\"",
        "\\",
        "\n",
        "<",
        "</script>",
        "\u007f",
        "\u0000",
        "\u2027",
        "\u2028",
        "\u2029",
        "\u202a"
    };

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "\"", "\u2028", "plain\u2029", "<!--", "\u2030", "€"})
    void isTheText(String text) throws JsonProcessingException {
        assertIsTheText(text);
    }

    @RepeatedTest(100)
    void isTheTextOfAnyParts(RepetitionInfo repetition) throws JsonProcessingException {
        StringBuilder text = new StringBuilder();
        new Random(repetition.getCurrentRepetition())
                .ints(1 + repetition.getCurrentRepetition() % 20, 0, PARTS.length)
                .forEach(part -> text.append(PARTS[part]));

        assertIsTheText(text.toString());
    }

    /** As JSON reads it, which reads fewer texts than scripts do. What ends a line or the script is not in it. */
    private static void assertIsTheText(String text) throws JsonProcessingException {
        String script = script(text);

        assertThat(new JsonMapper().readValue(script, String.class)).isEqualTo(text);
        assertThat(script).doesNotContain("<", "\n", "\r", "\u2028", "\u2029", "\u007f");
    }

    /** Of a text in the middle of other bytes. */
    private static String script(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        byte[] among = new byte[utf8.length + 4];
        System.arraycopy(utf8, 0, among, 2, utf8.length);
        among[1] = '"';
        among[utf8.length + 2] = (byte) 0x80;
        among[utf8.length + 3] = (byte) 0xa8;
        ByteArrayOutputStream script = new ByteArrayOutputStream();
        ScriptText.write(among, 2, utf8.length, script);
        return script.toString(StandardCharsets.UTF_8);
    }
}
