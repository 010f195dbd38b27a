package io.pocketio.webflux;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.pocketio.server.LogCapture;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpMethod;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;

class OriginTests {

    @ParameterizedTest
    @CsvSource({
        "http://app.example, http://app.example/socket.io/",
        "http://app.example, http://app.example:80/",
        "http://app.example:80, http://app.example/",
        "http://app.example:8080, http://app.example:8080/",
        "http://APP.example, http://app.EXAMPLE/",
        "https://app.example, https://app.example/",
        "https://app.example, https://app.example:443/",
        "http://[::1]:8080, http://[::1]:8080/",
        "http://[::1], http://[::1]/",
        "http://my_app:8080, http://my_app:8080/",
        "http://app.example/, http://app.example/",
        // of a client that names the scheme of the WebSocket, and of one that names none
        "ws://app.example, http://app.example/",
        "wss://app.example, https://app.example/",
        "app.example, http://app.example/",
        "127.0.0.1:28159, http://127.0.0.1:28159/",
        // behind a proxy where TLS ends, without and with what it says of that
        "https://app.example, http://app.example/",
        "https://app.example:8443, http://app.example:8443/",
        "https://app.example, http://app.example:443/",
        "https://app.example, wss://app.example/"
    })
    void knowsItsOwnPages(String origin, URI request) {
        assertThat(passes(origin, request)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "http://evil.example, http://app.example/",
        "http://app.example.evil.example, http://app.example/",
        "http://evil.example/app.example, http://app.example/",
        "http://evil.example?app.example, http://app.example/",
        "http://app.example@evil.example, http://app.example/",
        "http://evil.example@app.example, http://app.example/",
        "http://sub.app.example, http://app.example/",
        "http://app.example:8080, http://app.example/",
        "http://app.example, http://app.example:8080/",
        "http://app.example:8080, http://app.example:9090/",
        "http://app.example:x, http://app.example/",
        "http://app.example:, http://app.example/",
        "http://app.example, https://app.example/",
        "http://app.example:443, https://app.example:443/",
        "evil.example, http://app.example/",
        "evil.example:80, http://app.example/",
        "null, http://app.example/",
        "null, http://null/",
        "file://, http://app.example/",
        "capacitor://localhost, http://localhost/",
        "http://, http://app.example/",
        "://app.example, http://app.example/",
        "'', http://app.example/"
    })
    void knowsPagesOfOthers(String origin, URI request) {
        assertThat(passes(origin, request)).isFalse();
    }

    @Test
    void letsClientsPassThatNameNoOrigin() {
        assertThat(OriginCheck.passes(MockServerWebExchange.from(MockServerHttpRequest.get("http://app.example/"))))
                .isTrue();
    }

    @Test
    void takesTwoOriginsForNone() {
        MockServerHttpRequest request = MockServerHttpRequest.get("http://app.example/")
                .header("Origin", "http://app.example", "http://evil.example")
                .build();

        assertThat(OriginCheck.passes(MockServerWebExchange.from(request))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"*, true", "http://evil.example, true", "http://good.example, false"})
    void goesByWhatCorsProcessingHasSaid(String allowed, boolean passes) {
        MockServerWebExchange exchange = exchange("http://evil.example", URI.create("http://app.example/"));
        exchange.getResponse().getHeaders().setAccessControlAllowOrigin(allowed);

        assertThat(OriginCheck.passes(exchange)).isEqualTo(passes);
    }

    @Test
    void tellsTheOperatorOnceAMinute() {
        AtomicLong time = new AtomicLong();
        OriginCheck check = new OriginCheck(time::get);
        MockServerWebExchange exchange = exchange("http://evil.example", URI.create("http://app.example/"));
        try (LogCapture log = new LogCapture(Level.DEBUG)) {
            check.refuse(exchange);
            check.refuse(exchange);

            assertThat(log.messages(Level.DEBUG))
                    .containsExactly(
                            "Refused a request to app.example from the origin [http://evil.example]",
                            "Refused a request to app.example from the origin [http://evil.example]");
            assertThat(log.messages(Level.WARN))
                    .containsExactly(
                            "Refused a page of the origin [http://evil.example], which is not that of the server"
                                    + " (app.example). If it is to connect, name it in pocketio.cors.allowed-origins; if it is the"
                                    + " application's own behind a proxy, set server.forward-headers-strategy, or have the proxy"
                                    + " keep the Host header");

            time.addAndGet(TimeUnit.MINUTES.toNanos(1));
            check.refuse(exchange);

            assertThat(log.messages(Level.WARN)).hasSize(2);
        }
    }

    @Test
    void logsNoMoreThanALineOfWhatTheClientSays() {
        MockServerWebExchange exchange =
                exchange("http://évil\u0085.example/" + "x".repeat(1000), URI.create("http://app.example/"));
        try (LogCapture log = new LogCapture(Level.WARN)) {
            new OriginCheck().refuse(exchange);

            assertThat(log.messages(Level.WARN).get(0))
                    .startsWith("Refused a page of the origin [http://évil\\u0085.example/xxxx")
                    .contains("xxx…, which is not")
                    .hasSizeLessThan(400);
        }
    }

    private static boolean passes(String origin, URI request) {
        return OriginCheck.passes(exchange(origin, request));
    }

    private static MockServerWebExchange exchange(String origin, URI request) {
        return MockServerWebExchange.from(MockServerHttpRequest.method(HttpMethod.GET, request)
                .header("Origin", origin)
                .build());
    }
}
