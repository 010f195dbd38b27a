package io.pocketio.webflux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.support.Netty4HeadersAdapter;
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
                "=",
                "====a=b",
                "=&=&==&a==&===b"
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

    @ParameterizedTest
    @ValueSource(strings = {"=", "&", "a", "a=", "a&", "=a&", "a=b&", "%3D"})
    void looksAtEachCharacterAFewTimesOnly(String part) {
        AtomicLong looks = new AtomicLong();
        String text = part.repeat(10_000);

        EngineRequests.query(new Counted(text, looks));

        assertThat(looks.get()).isLessThanOrEqualTo(8L * text.length());
    }

    private record Counted(String text, AtomicLong looks) implements CharSequence {

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            looks.incrementAndGet();
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            looks.addAndGet(end - start);
            return text.substring(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }

    @Test
    void readsNoQuery() {
        assertThat(EngineRequests.query(null)).isEmpty();
    }

    @Test
    void refusesWhatIsNoEncoding() {
        assertThatThrownBy(() -> EngineRequests.query("a=%zz")).isInstanceOf(IllegalArgumentException.class);
    }

    /** A client may write one name in two ways, and a server may list both. */
    @Test
    void readsAHeaderOnceHoweverItIsWritten() {
        DefaultHttpHeaders netty = new DefaultHttpHeaders();
        netty.add("X-Id", "1").add("x-iD", "2").add("Accept", "*/*");

        Map<String, List<String>> headers = EngineRequests.headers(new HttpHeaders(new Netty4HeadersAdapter(netty)));

        assertThat(headers).containsOnly(entry("x-id", List.of("1", "2")), entry("accept", List.of("*/*")));
    }

    @Test
    void readsMoreHeadersThanAnybodySends() {
        HttpHeaders many = new HttpHeaders();
        IntStream.range(0, 1000).forEach(i -> many.add("X-" + i, "v" + i));

        assertThat(EngineRequests.headers(many)).hasSize(1000).containsEntry("x-999", List.of("v999"));
    }
}
