package io.pocketio.engine.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import io.pocketio.engine.EngineStream;
import io.pocketio.engine.legacy.LegacyEngine.Answer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LegacyHtmlFileTests {

    private final LegacyEngine engine = new LegacyEngine();

    private Answer open(String sid) {
        return engine.get("1/htmlfile/" + sid, "t=1");
    }

    /** A binding that has asked for the next piece. */
    private static final class Asked {

        private @Nullable String piece;
        private boolean over;

        Asked(EngineStream.Body body) {
            body.next()
                    .subscribe(
                            bytes -> piece = new String(bytes, StandardCharsets.UTF_8),
                            failure -> {},
                            () -> over = piece == null);
        }
    }

    private static @Nullable String next(EngineStream.Body body) {
        return new Asked(body).piece;
    }

    @Test
    void beginsWithAPageThatBrowsersShow() {
        Answer answer = open(engine.sid());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("text/html; charset=UTF-8");
        assertThat(next(answer.stream()))
                .startsWith("<html><body><script>var _ = function")
                .hasSizeGreaterThan(255);
        assertThat(next(answer.stream())).isEqualTo("<script>_(\"1::\");</script>");
    }

    @Test
    void writesAScriptForEachMessageWhenItComes() {
        EngineStream.Body page = open(engine.sid()).stream();
        next(page);
        next(page);
        Asked asked = new Asked(page);
        assertThat(asked.piece).isNull();
        assertThat(engine.engine.session().isWritable()).isTrue();

        engine.send("3:::</script>\u2028\"\\");

        assertThat(asked.piece).isEqualTo("<script>_(\"3:::\\u003c/script>\\u2028\\\"\\\\\");</script>");
    }

    @Test
    void hasWaitWhatItsReaderDoesNotAskFor() {
        EngineStream.Body page = open(engine.sid()).stream();
        next(page);
        next(page);
        engine.send("3:::a");
        engine.send("3:::b");
        assertThat(engine.engine.session().isWritable()).isFalse();

        assertThat(next(page)).isEqualTo("<script>_(\"3:::a\");</script><script>_(\"3:::b\");</script>");
    }

    @Test
    void takesPostsMeanwhile() {
        String sid = engine.sid();
        next(open(sid).stream());

        assertThat(engine.post("1/htmlfile/" + sid, "3:::up".getBytes(StandardCharsets.UTF_8))
                        .body())
                .isEqualTo("1");

        assertThat(engine.engine.texts()).containsExactly("3:::up");
    }

    @Test
    void pingsForNothingElseShowsThatTheClientIsThere() {
        String sid = engine.sid();
        EngineStream.Body page = open(sid).stream();
        next(page);
        next(page);
        for (int i = 0; i < 3; i++) {
            Asked asked = new Asked(page);
            engine.advance(Duration.ofMillis(25_100));
            assertThat(asked.piece).isEqualTo("<script>_(\"2::\");</script>");
            engine.post(sid, "2::");
        }
        assertThat(engine.engine.closes).isEmpty();

        engine.advance(Duration.ofMillis(45_200));

        assertThat(engine.engine.closes).containsExactly("ping timeout");
        next(page);
        assertThat(new Asked(page).over).isTrue();
    }

    @Test
    void disconnectsAReaderThatDoesNotRead() {
        LegacyEngine small = new LegacyEngine(options -> options.maxOutboundBuffer(200_000));
        String sid = small.sid();
        EngineStream.Body page = small.get("1/htmlfile/" + sid, "").stream();
        AtomicBoolean cut = new AtomicBoolean();
        page.whenCut().subscribe(never -> {}, failure -> {}, () -> cut.set(true));
        next(page);
        next(page);
        new Asked(page);

        for (int i = 0; i < 200 && small.engine.closes.isEmpty(); i++) {
            small.send("3:::" + "x".repeat(2000));
        }
        small.advance(Duration.ofSeconds(1));

        assertThat(small.engine.closes).containsExactly("outbound buffer overflow");
        assertThat(cut).isTrue();
        assertThat(small.engine.server.statistics().outboundBytes()).isZero();
    }

    @Test
    void tellsAllToAPageThatComesWhenItsSessionIsBeingClosed() {
        String sid = engine.open();
        engine.send("3:::last");
        engine.send("0::");
        engine.engine.session().close();
        engine.engine.time.advanceTime();

        EngineStream.Body page = open(sid).stream();
        next(page);
        assertThat(engine.engine.closes).isEmpty();

        assertThat(next(page)).isEqualTo("<script>_(\"3:::last\");</script><script>_(\"0::\");</script>");
        assertThat(new Asked(page).over).isTrue();
        assertThat(engine.engine.closes).containsExactly("forced close");
    }

    @Test
    void endsWhatIsClosedInTimeThoughItsPageIsGone() {
        String sid = engine.sid();
        EngineStream.Body page = open(sid).stream();
        next(page);
        next(page);
        engine.send("0::");
        engine.engine.session().close();
        engine.engine.time.advanceTime();
        assertThat(engine.engine.closes).isEmpty();

        page.ended();
        engine.advance(Duration.ofMillis(30_200));

        assertThat(engine.engine.closes).containsExactly("forced close");
        assertThat(engine.engine.server.clientsCount()).isZero();
    }

    @Test
    void cutsAPageOffThatHasNotBeenReadWhenAnotherComes() {
        String sid = engine.sid();
        EngineStream.Body page = open(sid).stream();
        AtomicBoolean cut = new AtomicBoolean();
        page.whenCut().subscribe(never -> {}, failure -> {}, () -> cut.set(true));
        next(page);
        next(page);

        EngineStream.Body successor = open(sid).stream();

        assertThat(cut).isTrue();
        next(successor);
        engine.send("3:::a");
        assertThat(next(successor)).isEqualTo("<script>_(\"3:::a\");</script>");
    }

    @Test
    void endsWhatIsClosedWhenItsPageGoesWithAllThatItWasTold() {
        EngineStream.Body page = open(engine.sid()).stream();
        next(page);
        next(page);
        new Asked(page);
        engine.send("0::");
        engine.engine.session().close();
        engine.engine.time.advanceTime();

        page.ended();

        assertThat(engine.engine.closes).containsExactly("forced close");
    }

    @Test
    void cutsAPageOffWhosePingHasNotBeenRead() {
        EngineStream.Body page = open(engine.sid()).stream();
        AtomicBoolean cut = new AtomicBoolean();
        page.whenCut().subscribe(never -> {}, failure -> {}, () -> cut.set(true));
        next(page);
        next(page);
        new Asked(page);

        engine.advance(Duration.ofMillis(45_200));

        assertThat(engine.engine.closes).containsExactly("ping timeout");
        assertThat(cut).isTrue();
    }

    @Test
    void cutsAPageOffThatDoesNotTakeItsLastMessagesInTime() {
        EngineStream.Body page = open(engine.sid()).stream();
        AtomicBoolean cut = new AtomicBoolean();
        page.whenCut().subscribe(never -> {}, failure -> {}, () -> cut.set(true));
        next(page);
        next(page);
        Asked asked = new Asked(page);
        engine.send("0::");
        engine.engine.session().close();
        engine.engine.time.advanceTime();
        assertThat(asked.piece).isEqualTo("<script>_(\"0::\");</script>");
        assertThat(engine.engine.closes).isEmpty();

        engine.advance(Duration.ofMillis(30_200));

        assertThat(cut).isTrue();
        assertThat(engine.engine.closes).containsExactly("forced close");
    }

    @Test
    void countsNothingOfAPageThatHasGone() {
        EngineStream.Body page = behind();

        page.ended();

        assertThat(engine.engine.server.statistics().slowClients()).isZero();
        assertThat(engine.engine.closes).isEmpty();
    }

    @Test
    void countsNothingOfAPageThatAPollHasTakenThePlaceOf() {
        String sid = engine.sid();
        behind(sid);

        engine.poll(sid);

        assertThat(engine.engine.server.statistics().slowClients()).isZero();
        assertThat(engine.engine.closes).isEmpty();
    }

    private EngineStream.Body behind() {
        return behind(engine.sid());
    }

    /** A page whose client does not read. */
    private EngineStream.Body behind(String sid) {
        EngineStream.Body page = open(sid).stream();
        next(page);
        next(page);
        new Asked(page);
        engine.send("3:::" + "x".repeat(40_000));
        assertThat(engine.engine.server.statistics().slowClients()).isOne();
        return page;
    }

    @Test
    void countsWhatHasBeenWrittenAndNotTaken() {
        EngineStream.Body page = open(engine.sid()).stream();
        next(page);
        next(page);
        new Asked(page);

        engine.send("3:::" + "x".repeat(40_000));

        assertThat(engine.engine.server.statistics().slowClients()).isOne();
        new Asked(page);
        assertThat(engine.engine.server.statistics().slowClients()).isZero();
    }

    @Test
    void survivesTheLossOfItsConnection() {
        String sid = engine.sid();
        EngineStream.Body page = open(sid).stream();
        next(page);
        next(page);

        page.ended();
        engine.send("3:::missed");
        engine.advance(Duration.ofSeconds(40));

        assertThat(engine.engine.closes).isEmpty();
        assertThat(engine.poll(sid).body()).isEqualTo("3:::missed");
        engine.advance(Duration.ofSeconds(61));
        assertThat(engine.engine.closes).containsExactly("ping timeout");
    }

    @Test
    void givesWayToAnotherTransport() {
        String sid = engine.sid();
        EngineStream.Body page = open(sid).stream();
        next(page);
        next(page);
        Asked asked = new Asked(page);

        Answer poll = engine.poll(sid);
        engine.send("3:::x");

        assertThat(asked.over).isTrue();
        assertThat(poll.body()).isEqualTo("3:::x");
    }

    @Test
    void closesWithItsLastMessages() {
        EngineStream.Body page = open(engine.sid()).stream();
        next(page);
        engine.send("0::");
        engine.engine.session().close();
        engine.engine.time.advanceTime();
        assertThat(engine.engine.closes).isEmpty();

        assertThat(next(page)).isEqualTo("<script>_(\"1::\");</script><script>_(\"0::\");</script>");
        new Asked(page);

        assertThat(engine.engine.closes).containsExactly("forced close");
    }

    @Test
    void tellsAnUnknownClientSo() {
        EngineStream.Body page = open("unknown").stream();

        next(page);
        assertThat(next(page)).isEqualTo("<script>_(\"7:::1+0\");</script>");
        assertThat(new Asked(page).over).isTrue();
        assertThat(engine.engine.sessions).isEmpty();
    }
}
