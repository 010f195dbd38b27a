package io.pocketio.engine.handshake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SharedValuesTests {

    private final SharedValues shared = new SharedValues();

    @Test
    void keepsOneCopyOfWhatTwoRequestsBring() {
        Map<String, List<String>> first = shared.headers(Map.of(copy("user-agent"), List.of(copy("Some browser"))));
        Map<String, List<String>> second = shared.headers(Map.of(copy("user-agent"), List.of(copy("Some browser"))));

        assertThat(second).isEqualTo(Map.of("user-agent", List.of("Some browser")));
        assertThat(second.get("user-agent")).isSameAs(first.get("user-agent"));
        assertThat(second.keySet().iterator().next())
                .isSameAs(first.keySet().iterator().next());
    }

    @Test
    void keepsNoCopyOfSecrets() {
        Map<String, List<String>> first = shared.headers(Map.of("cookie", List.of(copy("secret"))));
        Map<String, List<String>> second = shared.headers(Map.of("cookie", List.of(copy("secret"))));
        Map<String, String> query = shared.query(Map.of("token", copy("secret")));

        assertThat(second).isEqualTo(first);
        assertThat(second.get("cookie")).isNotSameAs(first.get("cookie"));
        assertThat(query).containsEntry("token", "secret");
    }

    @Test
    void keepsOneCopyOfAQueryThatBringsNothingOfTheApplication() {
        Map<String, String> first = shared.query(Map.of("EIO", copy("4"), "transport", copy("websocket")));
        Map<String, String> second = shared.query(Map.of("EIO", copy("4"), "transport", copy("websocket")));

        assertThat(second).isSameAs(first).containsOnly(entry("EIO", "4"), entry("transport", "websocket"));
        assertThat(shared.uri(copy("/a?EIO=4&transport=websocket"), second))
                .isSameAs(shared.uri(copy("/a?EIO=4&transport=websocket"), first));
    }

    @Test
    void keepsNoCopyOfAUriWithSecrets() {
        Map<String, String> query = shared.query(Map.of("EIO", "4", "transport", "websocket", "token", "secret"));
        String uri = copy("/a?EIO=4&transport=websocket&token=secret");

        shared.uri(copy(uri), query);

        assertThat(shared.uri(uri, query)).isSameAs(uri);
    }

    @Test
    void keepsAllValuesWhateverTheirNumberAndLength() {
        for (int i = 0; i < 10_000; i++) {
            Map<String, List<String>> headers = Map.of(
                    "a" + i, List.of("value " + i), "b", List.of("x".repeat(i), "y"), "c", List.of("z".repeat(i)));

            assertThat(shared.headers(headers)).isEqualTo(headers);
        }
    }

    private static String copy(String text) {
        return String.valueOf(text.toCharArray());
    }
}
