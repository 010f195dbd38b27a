package io.pocketio.engine.polling;

import static org.assertj.core.api.Assertions.assertThat;

import io.pocketio.engine.ConnectionError;
import io.pocketio.engine.TestEngine;
import io.pocketio.engine.TestEngine.Poll;
import io.pocketio.engine.TestRequests;
import io.pocketio.engine.packet.EnginePacket;
import io.pocketio.engine.packet.Frame;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

class JsonpTests {

    private static final String OLDER = "EIO=3&transport=polling&b64=1";
    private static final String OPEN = OLDER + "&j=0";

    private final TestEngine engine = new TestEngine(
            options -> options.allowOlderClients(true), request -> Mono.empty(), parts -> parts.jsonMessages(true));

    @Test
    void answersWithAScript() {
        Poll handshake = engine.get(OPEN);

        assertThat(handshake.body()).matches("___eio\\[0]\\(\"\\d+:0\\{\\\\\"sid\\\\\":\\\\\".*}\"\\);");
        assertThat(handshake.headers())
                .containsEntry("Content-Type", "text/javascript; charset=UTF-8")
                .containsEntry("cache-control", "no-store");
    }

    @Test
    void answersNewerClientsToo() {
        Poll handshake = engine.get(TestEngine.POLLING + "&j=3");

        assertThat(handshake.body()).startsWith("___eio[3](\"0{\\\"sid\\\":");
    }

    @Test
    void sendsBinaryAsBase64() {
        open(OLDER.replace("&b64=1", "") + "&j=0");
        engine.send("a");
        engine.session().send(EnginePacket.message(new byte[] {1, 2, 3, 4}));

        assertThat(get("&j=0").body()).isEqualTo("___eio[0](\"2:4a10:b4AQIDBA==\");");
    }

    @Test
    void keepsTheIndexOfTheOpeningRequest() {
        open(OLDER + "&j=7");
        engine.send("a");

        assertThat(get("&j=8").body()).isEqualTo("___eio[7](\"2:4a\");");
    }

    @ParameterizedTest
    @CsvSource({"12,12", "alert(1),1", "'',0", "abc,0", "0];alert(2),02", "١,0", "123456789012345,1234567890"})
    void takesDigitsAloneForTheIndex(String said, String index) {
        open(OLDER + "&j=" + said);
        engine.send("a");

        assertThat(get("").body()).isEqualTo("___eio[" + index + "](\"2:4a\");");
    }

    @Test
    void escapesWhatWouldEndOrBreakTheScript() {
        TestEngine plain = new TestEngine(options -> options.allowJsonp(true));
        String sid =
                TestEngine.sid(plain.get(TestEngine.POLLING + "&j=0").body().replace("\\", ""));
        plain.send("\"\\\n\r\t</script>\u2028\u2029\u202aé😀\u007f\u0000");

        Poll poll = plain.get(TestEngine.POLLING + "&j=0&sid=" + sid);

        assertThat(poll.body())
                .isEqualTo("___eio[0](\"4\\\"\\\\\\u000a\\u000d\\u0009\\u003c/script>\\u2028\\u2029\u202aé😀"
                        + "\\u007f\\u0000\");");
    }

    @Test
    void readsWhatABrowserPosts() {
        open(OPEN);

        Poll post = post("d=26%3A42%5B%22echo%22%2C%22%C3%A9%F0%9F%98%80%5C%5Cn%5C%22q%5C%22%5C%5C%5Cn%22%5D");

        assertThat(post.body()).isEqualTo("ok");
        assertThat(post.headers()).containsEntry("Content-Type", "text/html");
        assertThat(engine.texts()).containsExactly("2[\"echo\",\"é😀\\n\\\"q\\\"\\\\n\"]");
    }

    @ParameterizedTest
    @CsvSource({
        "'a\\nb','a\nb'",
        "'a\\\\nb','a\\nb'",
        "'a\\\\\\nb','a\\\\nb'",
        "'\\\\','\\\\'",
        "'\\x','\\x'",
        "'a b','a b'"
    })
    void takesBackslashesBeforeLineBreaksAway(String sent, String meant) {
        open(TestEngine.POLLING + "&j=0");

        Poll post = new Poll(engine.server.handle(TestRequests.post(
                TestEngine.POLLING + "&j=0&sid=" + engine.session().id(),
                "x=1&d=" + URLEncoder.encode("4" + sent, StandardCharsets.UTF_8) + "&d=4no")));

        assertThat(post.status()).isEqualTo(200);
        assertThat(engine.messages).containsExactly(Frame.text(meant));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "d", "d=", "x=2%3A4a", "dd=2%3A4a", "d=2%3A4%", "d=2%3A4%4", "d=3%3A4%zz", "2:4a"})
    void endsTheSessionForAFormThatIsNone(String form) {
        open(OPEN);

        post(form);

        assertThat(engine.closes).containsExactly("parse error");
        assertThat(engine.messages).isEmpty();
    }

    @Test
    void endsTheSessionForAFormOfBytes() {
        open(OPEN);

        engine.handle(TestRequests.request(
                "POST",
                OPEN + "&sid=" + engine.session().id(),
                false,
                Map.of("content-type", "application/octet-stream"),
                Mono.just(new byte[] {0, 1, (byte) 255, '3'})));

        assertThat(engine.closes).containsExactly("transport error");
    }

    @ParameterizedTest
    @ValueSource(strings = {"EIO=4&transport=polling&j=0", "EIO=4&transport=polling&j="})
    void isRefusedUnlessAllowed(String query) {
        List<ConnectionError> errors = new ArrayList<>();
        TestEngine closed = TestEngine.with(parts -> parts.onConnectionError(errors::add));

        Poll poll = closed.get(query);

        assertThat(poll.status()).isEqualTo(400);
        assertThat(poll.body()).isEqualTo("{\"code\":3,\"message\":\"JSONP is not allowed\"}");
        assertThat(errors)
                .singleElement()
                .satisfies(
                        error -> assertThat(error.context()).containsEntry(ConnectionError.NAME, "JSONP_NOT_ALLOWED"));
    }

    @Test
    void isRefusedWhereOlderClientsMayComeWithoutIt() {
        TestEngine without =
                new TestEngine(options -> options.allowOlderClients(true).allowJsonp(false));

        assertThat(without.get(OPEN).body()).isEqualTo("{\"code\":3,\"message\":\"JSONP is not allowed\"}");
        assertThat(without.get(OLDER).status()).isEqualTo(200);
    }

    private void open(String query) {
        assertThat(engine.get(query).status()).isEqualTo(200);
    }

    private Poll get(String parameters) {
        return engine.get(OLDER + parameters + "&sid=" + engine.session().id());
    }

    private Poll post(String form) {
        return engine.handle(TestRequests.post(OPEN + "&sid=" + engine.session().id(), form));
    }
}
