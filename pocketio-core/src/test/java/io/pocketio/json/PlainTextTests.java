package io.pocketio.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PlainTextTests {

    @Test
    void stopsAtWhatDoesNotStandForItself() {
        for (int value = 0; value < 256; value++) {
            boolean plain = value >= ' ' && value != '"' && value != '\\';
            for (int position = 0; position < 20; position++) {
                byte[] bytes = "x".repeat(20).getBytes(StandardCharsets.US_ASCII);
                bytes[position] = (byte) value;

                assertThat(PlainText.skip(bytes, 0, 20)).isEqualTo(plain ? 20 : position);
                assertThat(PlainText.skip(bytes, 1, position)).isEqualTo(Math.max(position, 1));
            }
        }
    }

    @Test
    void stopsAtTheFirstOfSeveral() {
        byte[] bytes = "\u0001\u0080\"!#[\\]\u001f\u0020".getBytes(StandardCharsets.ISO_8859_1);

        assertThat(PlainText.skip(bytes, 0, bytes.length)).isZero();
        assertThat(PlainText.skip(bytes, 1, bytes.length)).isEqualTo(2);
        assertThat(PlainText.skip(bytes, 3, bytes.length)).isEqualTo(6);
        assertThat(PlainText.skip(bytes, 7, bytes.length)).isEqualTo(8);
    }

    @Test
    void encodesLongAscii() {
        String text = "Is it so? ".repeat(20);

        assertThat(PlainText.encode(text)).asString(StandardCharsets.US_ASCII).isEqualTo(text);
    }

    @Test
    void leavesTheRestToMappers() {
        String text = "x".repeat(100);

        assertThat(PlainText.encode("short")).isNull();
        assertThat(PlainText.encode(text + '"')).isNull();
        assertThat(PlainText.encode(text + '\n')).isNull();
        assertThat(PlainText.encode(text + 'é')).isNull();
        assertThat(PlainText.encode(text + '€')).isNull();
        assertThat(PlainText.encode(text + '\ud800')).isNull();
    }
}
