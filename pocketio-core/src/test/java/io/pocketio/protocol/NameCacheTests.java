package io.pocketio.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class NameCacheTests {

    private final NameCache names = new NameCache();

    @Test
    void givesTheSameStringForTheSameName() {
        assertThat(get("message")).isEqualTo("message").isSameAs(get("message"));
    }

    @Test
    void isRightHoweverManyNamesThereAre() {
        for (int i = 0; i < 10_000; i++) {
            assertThat(get("name" + i)).isEqualTo("name" + i);
        }
        for (int i = 0; i < 10_000; i++) {
            assertThat(get("name" + i)).isEqualTo("name" + i);
        }
    }

    @Test
    void isRightForNamesThatAreNotAscii() {
        for (String name : new String[] {"é", "é", "\u0080", "Ã©", "€uro", "😀", "x".repeat(33), "é".repeat(40), ""}) {
            assertThat(get(name)).isEqualTo(name);
            assertThat(get(name)).isEqualTo(name);
        }
    }

    @Test
    void readsEscapes() {
        assertThat(getQuoted("\"a\\u0062\\n\\\\\\\"\\/é\\ud800\"")).isEqualTo("ab\n\\\"/é\ud800");
        assertThat(getQuoted("\"plain\"")).isSameAs(get("plain"));
        assertThat(getQuoted("\"\"")).isEmpty();
    }

    private String get(String name) {
        byte[] bytes = ("-" + name + "-").getBytes(StandardCharsets.UTF_8);
        return names.get(bytes, 1, bytes.length - 1);
    }

    private String getQuoted(String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        return names.getQuoted(bytes, 0, bytes.length);
    }
}
