package io.pocketio.webflux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpMethod;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;

class EngineRequestsTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "EIO=4&transport=websocket",
                "a=1&a=2&b",
                "a=&b=x=y&&c==z",
                "=a&=&==b=c&",
                "a%20b=c+d%C3%A9&%3D=%26",
                "&",
                "a",
                "="
            })
    void readsAQueryAsWebFluxDoes(String query) {
        Map<String, String> expected = new HashMap<>();
        MockServerHttpRequest.method(HttpMethod.GET, URI.create("http://localhost/?" + query))
                .build()
                .getQueryParams()
                .forEach((name, values) -> {
                    String last = values.get(values.size() - 1);
                    expected.put(name, last == null ? "" : last);
                });

        assertThat(EngineRequests.query(query)).isEqualTo(expected);
    }

    @Test
    void readsNoQuery() {
        assertThat(EngineRequests.query(null)).isEmpty();
    }

    @Test
    void refusesWhatIsNoEncoding() {
        assertThatThrownBy(() -> EngineRequests.query("a=%zz")).isInstanceOf(IllegalArgumentException.class);
    }
}
