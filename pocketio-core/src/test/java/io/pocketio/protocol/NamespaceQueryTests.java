package io.pocketio.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.pocketio.json.Jackson2JsonCodec;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamespaceQueryTests {

    private static Map<String, String> pairs(String query) {
        return NamespaceQuery.of("/chat?" + query).pairs();
    }

    @Test
    void tellsTheNamespaceFromTheQuery() {
        NamespaceQuery asked = NamespaceQuery.of("/chat?token=x%20y%26z&a=1");

        assertThat(asked.namespace()).isEqualTo("/chat");
        assertThat(asked.pairs()).isEqualTo(Map.of("token", "x y&z", "a", "1"));
        assertThat(NamespaceQuery.namespaceOf("/chat?token=x")).isEqualTo("/chat");
    }

    @Test
    void doesWithoutAQuery() {
        assertThat(NamespaceQuery.of("/chat")).isEqualTo(new NamespaceQuery("/chat", Map.of()));
        assertThat(NamespaceQuery.of("/chat?")).isEqualTo(new NamespaceQuery("/chat", Map.of()));
        assertThat(NamespaceQuery.namespaceOf("/chat")).isEqualTo("/chat");
    }

    /** What Node's {@code querystring.parse} makes of them. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "a=1|a|1",
                "a|a|\"\"",
                "a=|a|\"\"",
                "=1|\"\"|1",
                "&&a=1&&|a|1",
                "a=b=c|a|b=c",
                "a=b?c=d|a|b?c=d",
                "?a=b|?a|b",
                "a+b=c+d|a b|c d",
                "a%2Bb=%2b|a+b|+",
                "a=1&a=2|a|2",
                "%C3%A9=%F0%9F%98%80|é|😀",
                "é=😀|é|😀",
                "a=%|a|%",
                "a=%4|a|%4",
                "a=%zz%41|a|%zzA",
                "a=100%&|a|100%",
                "%3D=%26|=|&",
                "[object Object]|[object Object]|\"\"",
            })
    void readsAPairAsNodeDoes(String query, String name, String value) {
        assertThat(pairs(query)).isEqualTo(Map.of(name, value));
    }

    @Test
    void replacesWhatIsNotUtf8() {
        assertThat(pairs("a=%C3&b=%FF%41")).isEqualTo(Map.of("a", "\uFFFD", "b", "\uFFFDA"));
        assertThat(pairs("a=%00")).isEqualTo(Map.of("a", "\0"));
    }

    @Test
    void readsSoManyPairsAsNodeDoes() {
        StringBuilder query = new StringBuilder();
        for (int i = 0; i < 5000; i++) {
            query.append('k').append(i).append("=v&");
        }

        assertThat(pairs(query.toString())).hasSize(NamespaceQuery.MAX_PAIRS).containsEntry("k999", "v");
    }

    @Test
    void givesTheAuthThatANewerClientWouldHaveSent() {
        Arguments auth = NamespaceQuery.of("/chat?token=x&n=7").auth(new Jackson2JsonCodec());

        assertThat(auth.size()).isEqualTo(1);
        assertThat(auth.get(0, Object.class)).isEqualTo(Map.of("token", "x", "n", "7"));
        assertThat(auth.get(0, Login.class)).isEqualTo(new Login("x", 7));
        assertThat(NamespaceQuery.of("/chat").auth(new Jackson2JsonCodec()).size())
                .isZero();
    }

    record Login(String token, int n) {}

    @Test
    void weighsAsMuchAsItHolds() {
        StringBuilder query = new StringBuilder();
        for (int i = 0; i < 1000; i++) {
            query.append(i).append('&');
        }
        Arguments auth = NamespaceQuery.of("/chat?" + query).auth(new Jackson2JsonCodec());

        assertThat(auth.weight()).isGreaterThan(100_000);
        Map<?, ?> pairs = Objects.requireNonNull(auth.get(0, Map.class));
        assertThat(pairs).hasSize(1000);
    }
}
