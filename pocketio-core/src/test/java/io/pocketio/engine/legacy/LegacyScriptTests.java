package io.pocketio.engine.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import io.pocketio.engine.legacy.LegacyEngine.Answer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Polling by scripts and forms. */
class LegacyScriptTests {

    private final LegacyEngine engine = new LegacyEngine();

    private Answer poll(String sid, String query) {
        return engine.get("1/jsonp-polling/" + sid, query);
    }

    private Answer post(String sid, String form) {
        return engine.post("1/jsonp-polling/" + sid, form.getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void callsTheFunctionThatThePageNames() {
        String sid = engine.sid();

        Answer first = poll(sid, "i=7");

        assertThat(first.header("Content-Type")).isEqualTo("text/javascript; charset=UTF-8");
        assertThat(first.header("X-XSS-Protection")).isEqualTo("0");
        assertThat(first.body()).isEqualTo("io.j[7](\"1::\");");
        engine.send("3:::x");
        assertThat(poll(sid, "i=8").body()).isEqualTo("io.j[8](\"3:::x\");");
    }

    @ParameterizedTest
    @ValueSource(strings = {"i=", "i=a", "i=0]);alert(1);//", "i=-1", "i=12345678901234567890", "x=1", "i=\u0661"})
    void callsTheFirstFunctionForAnyOtherName(String query) {
        assertThat(poll(engine.sid(), query).body()).isEqualTo("io.j[0](\"1::\");");
    }

    @Test
    void escapesWhateverWouldBreakAScript() {
        String sid = engine.open();
        engine.send("3:::\"\\\n\r\t\b\u2028\u2029</script>\u00e9\ud83d\ude00\ufffd");

        assertThat(poll(sid, "i=0").body())
                .isEqualTo(
                        "io.j[0](\"3:::\\\"\\\\\\u000a\\u000d\\u0009\\u0008\\u2028\\u2029\\u003c/script>\u00e9\ud83d\ude00\ufffd\");");
    }

    @Test
    void endsAnIdlePollByANoop() {
        String sid = engine.open();
        Answer poll = poll(sid, "i=3");

        engine.advance(java.time.Duration.ofMillis(20_100));

        assertThat(poll.body()).isEqualTo("io.j[3](\"8::\");");
    }

    @Test
    void takesAFieldThatIsBare() {
        String sid = engine.open();

        assertThat(post(sid, "x=1&d=3%3A%3A%3Aa+b%2Bc%C3%A9").body()).isEqualTo("1");

        assertThat(engine.engine.texts()).containsExactly("3:::a b+c\u00e9");
    }

    @Test
    void takesAFieldThatIsALiteral() {
        String sid = engine.open();
        String literal = "\"3:::\\\"q\\\" \\\\ \\/ \\n\\t\\b\\f\\r \\u00e9\\ud83d\\ude00 \u00e9\"";

        assertThat(post(sid, "d=" + URLEncoder.encode(literal, StandardCharsets.UTF_8))
                        .body())
                .isEqualTo("1");

        assertThat(engine.engine.texts()).containsExactly("3:::\"q\" \\ / \n\t\b\f\r \u00e9\ud83d\ude00 \u00e9");
    }

    /** As browsers do it where a client sends text in another way. */
    @Test
    void takesHalvesOfSurrogatePairsForWhatCannotBeRead() {
        String sid = engine.open();
        String literal = "\"\ufffd7\ufffd3:::\\ud83da\\ude00\ufffd3\ufffd2::\"";

        post(sid, "d=" + URLEncoder.encode(literal, StandardCharsets.UTF_8));

        assertThat(engine.engine.texts()).containsExactly("3:::\ufffda\ufffd");
        assertThat(engine.engine.closes).isEmpty();
    }

    @Test
    void takesABatch() {
        String sid = engine.open();
        String literal = "\"\ufffd5\ufffd3:::a\ufffd6\ufffd3:::\\ud83d\\ude00\"";

        post(sid, "d=" + URLEncoder.encode(literal, StandardCharsets.UTF_8));

        assertThat(engine.engine.texts()).containsExactly("3:::a", "3:::\ud83d\ude00");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "d=", "x=3%3A%3A%3Aa", "dd=1", "=", "&&&"})
    void takesAFormWithoutAMessageForNothing(String form) {
        String sid = engine.open();

        assertThat(post(sid, form).body()).isEqualTo("1");

        assertThat(engine.engine.texts()).isEmpty();
        assertThat(engine.engine.closes).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "d=%",
                "d=%4",
                "d=%4&x=1",
                "d=%zz",
                "d=%-1",
                "d=%22",
                "d=%22abc",
                "d=%22a%22b%22",
                "d=%22%5C%22",
                "d=%22%5Cx41%22",
                "d=%22%5Cu12%22",
                "d=%22%5Cu12zz%22",
                "d=%22%5Cu%22",
                "d=%22%0A%22",
                "d=%22%C3%22",
                "d=%C3",
                "d=%EF%BF%BD9%EF%BF%BD3%3A%3A%3Aa",
            })
    void endsASessionForAFormThatIsNone(String form) {
        String sid = engine.open();

        post(sid, form);

        assertThat(engine.engine.closes).containsExactly("parse error");
        assertThat(engine.engine.texts()).isEmpty();
    }
}
