package io.pocketio.engine.handshake;

import static io.pocketio.engine.TestEngine.POLLING;
import static io.pocketio.engine.TestEngine.WEBSOCKET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.pocketio.engine.Admission;
import io.pocketio.engine.HandshakeCookie;
import io.pocketio.engine.ResponseHeadersHook;
import io.pocketio.engine.TestEngine;
import io.pocketio.engine.TestEngine.Poll;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

class ResponseHeadersHookTests {

    private static final ResponseHeadersHook TELLS_WHAT_IT_SEES =
            (headers, request, handshake) -> headers.add("X-Seen", request.method() + (handshake ? " handshake" : ""));

    @Test
    void addsHeadersToPollsAndPostsAndUpgrades() {
        TestEngine engine = TestEngine.with(parts -> parts.headers(TELLS_WHAT_IT_SEES));

        Poll handshake = engine.get(POLLING);
        String sid = engine.session().id();
        Poll poll = engine.poll(sid);
        engine.send("a");

        assertThat(handshake.headers()).containsEntry("X-Seen", "GET handshake");
        assertThat(poll.headers()).containsEntry("X-Seen", "GET").containsKeys("Content-Type", "cache-control");
        assertThat(engine.post(sid, "4a").headers()).containsEntry("X-Seen", "POST");
        assertThat(granted(engine, WEBSOCKET)).isEqualTo(Map.of("X-Seen", List.of("GET handshake")));
        assertThat(granted(engine, WEBSOCKET + "&sid=" + sid)).isEqualTo(Map.of("X-Seen", List.of("GET")));
    }

    @Test
    void leavesErrorsAlone() {
        TestEngine engine = TestEngine.with(parts -> parts.headers(TELLS_WHAT_IT_SEES));

        assertThat(engine.get("EIO=4").headers()).doesNotContainKey("X-Seen");
    }

    @Test
    void seesAndReplacesWhatIsThereWhateverTheCase() {
        TestEngine engine = TestEngine.with(parts -> parts.headers((headers, request, handshake) -> {
                    assertThat(headers.get("Cache-Control")).isEqualTo("no-store");
                    headers.set("Cache-Control", "private").set("x-a", "1").add("X-A", "2");
                })
                .headers((headers, request, handshake) -> headers.set("X-B", headers.get("X-A") + "!")));

        assertThat(engine.get(POLLING).headers())
                .containsEntry("Cache-Control", "private")
                .doesNotContainKey("cache-control")
                .containsEntry("x-a", "1,2")
                .containsEntry("X-B", "1!");
    }

    @Test
    void addsACookieToTheEnginesOwn() {
        TestEngine engine = new TestEngine(
                options -> options.cookie(HandshakeCookie.defaults()),
                request -> Mono.empty(),
                parts -> parts.headers((headers, request, handshake) -> headers.add("set-cookie", "uid=1")));

        assertThat(engine.get(POLLING).response().headers().get("Set-Cookie"))
                .hasSize(2)
                .contains("uid=1");
        assertThat(granted(engine, WEBSOCKET).get("Set-Cookie")).hasSize(2).contains("uid=1");
    }

    @Test
    void losesOnlyWhatAHookHasChangedThatFails() {
        TestEngine engine =
                TestEngine.with(parts -> parts.headers(TELLS_WHAT_IT_SEES).headers((headers, request, handshake) -> {
                    headers.set("X-Seen", "nothing");
                    throw new IllegalStateException("of the application's own");
                }));

        Poll poll = engine.get(POLLING);

        assertThat(poll.body()).startsWith("0{");
        assertThat(poll.headers()).containsEntry("X-Seen", "GET handshake");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nSet-Cookie: x=1", "a\nb", "a\rb", "a\u0000b", "€"})
    void refusesValuesThatWouldInjectHeaders(String value) {
        DefaultResponseHeaders headers = new DefaultResponseHeaders(Map.of());

        assertThatIllegalArgumentException()
                .isThrownBy(() -> headers.add("X-A", value))
                .withMessageContaining("X-A")
                .withMessageNotContaining(value);
        assertThatIllegalArgumentException().isThrownBy(() -> headers.set("X-A", value));
        assertThat(headers.toMap()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "a b",
                "a:b",
                "a\r\nb",
                "ä",
                "Content-Length",
                "content-encoding",
                "Transfer-Encoding",
                "Connection",
                "Upgrade",
                "Sec-WebSocket-Extensions",
                "sec-websocket-accept"
            })
    void refusesNamesThatAreNoneOrTheServersOwn(String name) {
        DefaultResponseHeaders headers = new DefaultResponseHeaders(Map.of());

        assertThatIllegalArgumentException().isThrownBy(() -> headers.add(name, "a"));
        assertThatIllegalArgumentException().isThrownBy(() -> headers.set(name, "a"));
    }

    private static Map<String, List<String>> granted(TestEngine engine, String query) {
        return ((Admission.Granted) engine.admit(query)).responseHeaders();
    }
}
