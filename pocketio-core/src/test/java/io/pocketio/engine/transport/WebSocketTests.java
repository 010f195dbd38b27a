package io.pocketio.engine.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.pocketio.engine.EngineSession;
import io.pocketio.engine.TestEngine;
import io.pocketio.engine.TestFrameChannel;
import io.pocketio.engine.packet.EnginePacket;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebSocketTests {

    private final TestEngine engine = new TestEngine(options -> options.maxOutboundBuffer(1000));
    private final TestFrameChannel channel = engine.openWebSocket();

    @Test
    void carriesTextAndBinary() {
        channel.receive("4hello");
        channel.receive(new byte[] {1, 2});
        channel.receive("bAwQ=");
        engine.send("€");
        engine.session().send(List.of(EnginePacket.message("head"), EnginePacket.message(new byte[] {5})));

        assertThat(engine.texts().get(0)).isEqualTo("hello");
        assertThat(engine.messages.get(1).toByteArray()).containsExactly(1, 2);
        assertThat(engine.messages.get(2).toByteArray()).containsExactly(3, 4);
        channel.expect("4€");
        channel.expect("4head");
        channel.expect(new byte[] {5});
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1", "5", "6", "3"})
    void ignoresWhatMeansNothingOnAnOpenWebSocket(String packet) {
        channel.receive(packet);

        channel.receive("4still here");
        assertThat(engine.texts()).containsExactly("still here");
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "", "a"})
    void closesForWhatIsNoPacket(String text) {
        channel.receive(text);

        assertThat(channel.isClosed()).isTrue();
        assertThat(engine.closes).containsExactly("parse error");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "2probe"})
    void closesForAPingFromTheClient(String ping) {
        channel.receive(ping);

        assertThat(channel.isClosed()).isTrue();
        assertThat(engine.closes).containsExactly("transport error");
    }

    @Test
    void endsWhenTheClientHasGone() {
        channel.disconnect(null);

        assertThat(engine.closes).containsExactly("transport close");
        assertThat(engine.server.clientsCount()).isZero();
        assertThat(engine.server.timersCount()).isZero();
    }

    @Test
    void endsWhenTheConnectionBreaks() {
        channel.disconnect(new IOException("reset"));

        assertThat(engine.closes).containsExactly("transport error");
    }

    @Test
    void closesAtOnceWhenAsked() {
        engine.send("last words");

        engine.session().close();

        channel.expect("4last words");
        assertThat(channel.isClosed()).isTrue();
        assertThat(engine.closes).containsExactly("forced close");
    }

    @Test
    void tellsAListenerOfACloseWhileOpening() {
        TestEngine refusing = new TestEngine();
        refusing.onOpen = EngineSession::close;

        refusing.webSocket(TestEngine.WEBSOCKET);

        assertThat(refusing.closes).containsExactly("forced close");
    }

    @Test
    void takesNothingAfterItsEnd() {
        engine.session().close();

        channel.receive("4late");
        engine.send("late");

        assertThat(engine.messages).isEmpty();
        channel.expectNothing();
    }

    @Test
    void dropsVolatilePacketsWhileTheChannelIsNotWritable() {
        channel.setWritable(false);
        engine.session().sendVolatile(List.of(EnginePacket.message("lost")));
        channel.setWritable(true);
        engine.session().sendVolatile(List.of(EnginePacket.message("now")));

        channel.expect("4now");
        channel.expectNothing();
    }

    @Test
    void closesAClientThatLeavesMoreThanTheOutboundBound() {
        channel.setPendingBytes(1001);

        engine.send("one more");

        assertThat(channel.isClosed()).isTrue();
        assertThat(engine.closes).containsExactly("outbound buffer overflow");
    }

    @Test
    void stopsAndResumesReading() {
        engine.session().setReading(false);
        assertThat(channel.isReading()).isFalse();

        engine.session().setReading(true);
        assertThat(channel.isReading()).isTrue();
    }

    @Test
    void closesAllWhenTheServerCloses() {
        engine.server.close().block();

        assertThat(channel.isClosed()).isTrue();
        assertThat(engine.closes).containsExactly("server shutting down");
    }
}
