package io.pocketio.engine.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import io.pocketio.engine.Admission;
import io.pocketio.engine.LegacyOptions;
import io.pocketio.engine.TestFrameChannel;
import io.pocketio.engine.TransportType;
import io.pocketio.engine.packet.Revision;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LegacyWebSocketTests {

    private final LegacyEngine engine = new LegacyEngine();

    @Test
    void opensASessionThatBeginsWithItsGreeting() {
        String sid = engine.sid();

        TestFrameChannel channel = engine.webSocket(sid);

        channel.expect("1::");
        channel.expectNothing();
        assertThat(engine.engine.session().id()).isEqualTo(sid);
        assertThat(engine.engine.session().revision()).isEqualTo(Revision.LEGACY);
        assertThat(engine.engine.session().transport()).isEqualTo(TransportType.WEBSOCKET);
        assertThat(engine.engine.server.statistics().sessions(TransportType.WEBSOCKET))
                .isOne();
    }

    @Test
    void takesFlashsocketForAWebSocket() {
        String sid = engine.sid();

        new TestFrameChannel()
                .connect(engine.engine.server, engine.admit("1/flashsocket/" + sid))
                .expect("1::");
    }

    @Test
    void carriesAMessageAFrame() {
        TestFrameChannel channel = engine.openWebSocket();

        channel.receive("3:::h\u00e9llo \u20ac\ud83d\ude00");
        channel.receive("5:1+::{\"name\":\"a\"}");
        engine.send("3:::a:b::c\n");

        assertThat(engine.engine.texts())
                .containsExactly("3:::h\u00e9llo \u20ac\ud83d\ude00", "5:1+::{\"name\":\"a\"}");
        channel.expect("3:::a:b::c\n");
    }

    @Test
    void passesOverWhatMeansNothing() {
        TestFrameChannel channel = engine.openWebSocket();

        channel.receive("9:::x");
        channel.receive("nonsense");
        channel.receive("");
        channel.receive("8::");
        channel.receive(new byte[] {4, 1, 2});
        channel.receive("3:::still here");

        assertThat(engine.engine.texts()).containsExactly("3:::still here");
        assertThat(engine.engine.closes).isEmpty();
    }

    @Test
    void tellsAnUnknownClientSoAndCloses() {
        TestFrameChannel channel = engine.webSocket("unknown");

        channel.expect("7:::1+0");
        assertThat(channel.isClosed()).isTrue();
        assertThat(engine.engine.sessions).isEmpty();
    }

    @Test
    void isNotAdmittedToOtherTransports() {
        assertThat(engine.admit("1/xhr-polling/" + engine.sid())).isInstanceOf(Admission.Refused.class);
        assertThat(engine.admit("1/")).isInstanceOf(Admission.Refused.class);
    }

    @Test
    void endsWhenItsConnectionIsLost() {
        String sid = engine.sid();
        TestFrameChannel channel = engine.webSocket(sid);

        channel.disconnect(null);

        assertThat(engine.engine.closes).containsExactly("transport close");
        engine.webSocket(sid).expect("7:::1+0");
    }

    @Test
    void beatsWellWithinBothTimesThatClientsKnow() {
        TestFrameChannel channel = engine.openWebSocket();

        for (int i = 0; i < 3; i++) {
            engine.advance(Duration.ofMillis(25_100));
            channel.expect("2::");
            channel.receive("2::");
        }

        assertThat(engine.engine.closes).isEmpty();
    }

    @Test
    void beatsWithinAShortCloseTimeout() {
        LegacyEngine hasty =
                new LegacyEngine(options -> options.legacy(new LegacyOptions(Duration.ofSeconds(15), false)));
        TestFrameChannel channel = hasty.openWebSocket();

        hasty.advance(Duration.ofMillis(7600));

        channel.expect("2::");
    }

    @Test
    void endsASessionWhoseClientDoesNotAnswer() {
        TestFrameChannel channel = engine.openWebSocket();

        engine.advance(Duration.ofMillis(45_200));

        channel.expect("2::");
        assertThat(engine.engine.closes).containsExactly("ping timeout");
        assertThat(channel.isClosed()).isTrue();
    }

    @Test
    void endsForAClientThatSaysGoodbyeByAnotherRequest() {
        String sid = engine.sid();
        TestFrameChannel channel = engine.webSocket(sid);

        assertThat(engine.get("1//" + sid + "/", "disconnect=1").status()).isEqualTo(200);

        assertThat(engine.engine.closes).containsExactly("transport close");
        assertThat(channel.isClosed()).isTrue();
    }

    @Test
    void isNoSessionOfEngineIo() {
        String sid = engine.sid();
        engine.webSocket(sid);

        assertThat(engine.engine.poll(sid).status()).isEqualTo(400);
        assertThat(engine.engine.admit("EIO=4&transport=websocket&sid=" + sid)).isInstanceOf(Admission.Refused.class);
        assertThat(engine.engine.closes).isEmpty();
    }

    @Test
    void isNoWayIntoASessionOfEngineIo() {
        String sid = engine.engine.open();

        assertThat(engine.poll(sid).body()).isEqualTo("7:::1+0");
        engine.webSocket(sid).expect("7:::1+0");
        engine.get("1/xhr-polling/" + sid, "disconnect=1");

        assertThat(engine.engine.closes).isEmpty();
    }
}
