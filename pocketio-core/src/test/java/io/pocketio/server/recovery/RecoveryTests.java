package io.pocketio.server.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.pocketio.RecoveryAttempt;
import io.pocketio.RecoveryOptions;
import io.pocketio.SocketIoSocket;
import io.pocketio.adapter.RecoveryOutcome;
import io.pocketio.engine.EngineOptions;
import io.pocketio.lane.SerialLane;
import io.pocketio.server.TestServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Clients that lose their connection and come back. */
class RecoveryTests {

    private final List<RecoveryAttempt> attempts = new ArrayList<>();

    private final TestServer server = server(options -> {});

    private TestServer server(Consumer<RecoveryOptions.Builder> settings) {
        return new TestServer(builder ->
                builder.connectionStateRecovery(RecoveryOptions.of(settings)).recoveryListener(attempts::add));
    }

    private RecoveringClient connect() {
        return new RecoveringClient(server).connect();
    }

    private RecoveryOutcome lastOutcome() {
        return attempts.get(attempts.size() - 1).outcome();
    }

    @Test
    void isOffUnlessAskedFor() {
        TestServer plain = new TestServer();

        var client = plain.connect();
        plain.io.emit("news");

        client.expect("42[\"news\"]");
        assertThat(plain.socket().recovered()).isFalse();
    }

    @Test
    void givesTheClientASecretId() {
        RecoveringClient client = connect();

        assertThat(client.pid).hasSize(20).isNotEqualTo(client.sid);
        assertThat(server.socket().recovered()).isFalse();
        assertThat(attempts).isEmpty();
    }

    @Test
    void appendsAnOffsetToEachPlainEvent() {
        RecoveringClient client = connect();

        server.io.emit("a", 1);
        server.socket().emit("b");
        String first = client.channel.next().asText();
        String second = client.channel.next().asText();

        assertThat(first).matches("42\\[\"a\",1,\"[\\w-]{12}\"]");
        assertThat(second).matches("42\\[\"b\",\"[\\w-]{12}\"]").doesNotContain(first.substring(9));
    }

    @Test
    void givesTheClientItsSessionAndWhatItMissed() {
        RecoveringClient client = connect();
        SocketIoSocket before = server.socket();
        before.join("room");
        before.data().put("user", "ann");
        String sid = client.sid;
        String pid = client.pid;
        server.io.emit("seen", 1);
        client.receive().cut();

        server.io.emit("all", 2);
        server.io.to("room").emit("room", 3);
        server.io.to("elsewhere").emit("other", 4);
        server.io.except("room").emit("not for the room", 5);
        server.io.to(String.valueOf(sid)).emit("own", 6);
        client.connect();

        assertThat(client.recovered).isTrue();
        assertThat(client.early).isZero();
        assertThat(client.sid).isEqualTo(sid);
        assertThat(client.pid).isEqualTo(pid);
        assertThat(client.events).containsExactly("[\"seen\",1]", "[\"all\",2]", "[\"room\",3]", "[\"own\",6]");
        assertThat(server.socket().recovered()).isTrue();
        assertThat(server.socket().rooms()).containsExactlyInAnyOrder("room", sid);
        assertThat(server.socket().data()).containsEntry("user", "ann");
        assertThat(attempts).containsExactly(new RecoveryAttempt("/", sid, RecoveryOutcome.RECOVERED, 3));
    }

    @Test
    void tellsConnectHandlersThatTheSocketIsRecovered() {
        List<Boolean> recovered = new ArrayList<>();
        server.io.onConnect(socket -> recovered.add(socket.recovered()));
        RecoveringClient client = connect();

        client.cut().connect();

        assertThat(recovered).containsExactly(false, true);
    }

    @Test
    void recoversAClientThatHasReceivedNothingYet() {
        server.io.emit("before", 0);
        RecoveringClient client = connect();
        client.cut();
        server.io.emit("missed", 1);

        client.connect();

        assertThat(client.offset).isNotNull();
        assertThat(client.recovered).isTrue();
        assertThat(client.events).containsExactly("[\"missed\",1]");
    }

    @Test
    void recoversAClientWhoseOffsetIsOfAnEarlierSession() {
        RecoveringClient client = connect();
        server.io.emit("old", 1);
        client.receive().cut();
        server.advance(Duration.ofMinutes(3));
        server.io.emit("lost", 2);
        client.connect();
        assertThat(client.recovered).isFalse();

        client.cut();
        server.io.emit("new", 3);
        client.connect();

        assertThat(client.recovered).isTrue();
        assertThat(client.events).containsExactly("[\"old\",1]", "[\"new\",3]");
    }

    @Test
    void recoversAClientWhoseOffsetIsOfAnotherServer() {
        RecoveringClient here = connect();
        here.offset = "AAAAAAAAAAAB";
        here.cut();
        server.io.emit("missed", 1);

        here.connect();

        assertThat(here.recovered).isTrue();
        assertThat(here.events).containsExactly("[\"missed\",1]");
    }

    @Test
    void storesWhatIsEmittedToTheSocketThatLeft() {
        RecoveringClient client = connect();
        SocketIoSocket before = server.socket();
        client.cut();

        before.emit("to nobody", 1);
        client.connect();
        before.emit("to the same", 2);
        client.receive();

        assertThat(client.events).containsExactly("[\"to nobody\",1]", "[\"to the same\",2]");
    }

    @Test
    void storesNothingForASocketThatLeftForGood() {
        RecoveringClient client = connect();
        SocketIoSocket gone = server.socket();
        client.channel.receive("41");

        gone.emit("to nobody", 1);
        client.cut().connect();

        assertThat(client.recovered).isFalse();
        assertThat(client.events).isEmpty();
    }

    @Test
    void keepsTheOffsetRightThroughVolatileEvents() {
        RecoveringClient client = connect();
        server.io.emit("a", 1);
        server.io.asVolatile().emit("tick", "a string");
        server.socket().asVolatile().emit("tick");
        client.receive().cut();
        server.io.emit("b", 2);
        server.io.asVolatile().emit("lost");

        client.connect();

        assertThat(client.recovered).isTrue();
        assertThat(client.events).containsExactly("[\"a\",1]", "[\"tick\",\"a string\"]", "[\"tick\"]", "[\"b\",2]");
    }

    @Test
    void leavesEventsWithAcknowledgementAlone() {
        RecoveringClient client = connect();

        server.socket().emitWithAck("ask", "a string").subscribe(reply -> {}, gone -> {});

        client.channel.expect("420[\"ask\",\"a string\"]");
        client.cut().connect();
        assertThat(client.recovered).isTrue();
        assertThat(client.events).isEmpty();
    }

    @Test
    void recoversAgainWhenCutBeforeWhatWasMissedArrived() {
        RecoveringClient client = connect();
        client.cut();
        for (int i = 0; i < 5; i++) {
            server.io.emit("n", i);
        }
        client.open(new SerialLane(Runnable::run));
        client.receive(3);
        assertThat(client.events).containsExactly("[\"n\",0]");
        client.cut();
        client.open(new SerialLane(Runnable::run));
        client.cut();
        server.io.emit("n", 5);

        client.connect();

        assertThat(client.recovered).isTrue();
        assertThat(client.events)
                .containsExactly("[\"n\",0]", "[\"n\",1]", "[\"n\",2]", "[\"n\",3]", "[\"n\",4]", "[\"n\",5]");
    }

    @Test
    void forgetsASessionThatIsTooOld() {
        RecoveringClient client = connect();
        client.cut();

        server.advance(Duration.ofMinutes(2).plusMillis(1));
        client.connect();

        assertThat(client.recovered).isFalse();
        assertThat(lastOutcome()).isEqualTo(RecoveryOutcome.UNKNOWN_SESSION);
        assertThat(attempts.get(0).socketId()).isEqualTo(client.sid);
    }

    @Test
    void keepsASessionForAsLongAsItSays() {
        RecoveringClient client = connect();
        client.cut();

        server.advance(Duration.ofMinutes(2));
        client.connect();

        assertThat(client.recovered).isTrue();
    }

    @Test
    void failsWhenTooManyPacketsCameInBetween() {
        TestServer small = server(options -> options.maxPackets(10));
        RecoveringClient client = new RecoveringClient(small).connect();
        small.io.emit("n", 0);
        client.receive().cut();
        for (int i = 1; i <= 11; i++) {
            small.io.emit("n", i);
        }

        client.connect();

        assertThat(client.recovered).isFalse();
        assertThat(client.events).containsExactly("[\"n\",0]");
        assertThat(lastOutcome()).isEqualTo(RecoveryOutcome.OFFSET_TOO_OLD);
        assertThat(small.socket().recovered()).isFalse();
    }

    @Test
    void recoversWhenTheBufferIsJustLargeEnough() {
        TestServer small = server(options -> options.maxPackets(10));
        RecoveringClient client = new RecoveringClient(small).connect();
        client.cut();
        for (int i = 1; i <= 10; i++) {
            small.io.emit("n", i);
        }

        client.connect();

        assertThat(client.recovered).isTrue();
        assertThat(client.events).hasSize(10);
    }

    @Test
    void recoversAQuietClientOfABusyNamespace() {
        TestServer small = server(options -> options.maxPackets(10));
        RecoveringClient client = new RecoveringClient(small).connect();
        small.socket().join("quiet");
        small.io.to("quiet").emit("seen", 1);
        client.receive();
        for (int i = 0; i < 100; i++) {
            small.io.to("busy").emit("noise", i);
        }
        client.cut();
        small.io.to("quiet").emit("missed", 2);

        client.connect();

        assertThat(client.recovered).isTrue();
        assertThat(client.events).containsExactly("[\"seen\",1]", "[\"missed\",2]");
    }

    @Test
    void failsWhenTheBytesInBetweenAreTooMany() {
        TestServer small = server(options -> options.maxBytes(10_000));
        RecoveringClient client = new RecoveringClient(small).connect();
        client.cut();
        for (int i = 0; i < 11; i++) {
            small.io.emit("n", "x".repeat(1_000));
        }

        client.connect();

        assertThat(client.recovered).isFalse();
        assertThat(lastOutcome()).isEqualTo(RecoveryOutcome.OFFSET_TOO_OLD);
    }

    @Test
    void failsWhenMoreWasMissedThanMayWait() {
        TestServer small = new TestServer(builder -> builder.connectionStateRecovery(RecoveryOptions.defaults())
                .recoveryListener(attempts::add)
                .engine(EngineOptions.of(options -> options.maxOutboundBuffer(10_000))));
        RecoveringClient client = new RecoveringClient(small).connect();
        client.cut();
        for (int i = 0; i < 6; i++) {
            small.io.emit("n", "x".repeat(1_000));
        }

        client.connect();

        assertThat(client.recovered).isFalse();
        assertThat(lastOutcome()).isEqualTo(RecoveryOutcome.TOO_MUCH_MISSED);
    }

    @Test
    void givesUpTheOldestSessionWhenThereAreTooMany() {
        TestServer small = server(options -> options.maxSessions(1));
        RecoveringClient one = new RecoveringClient(small).connect();
        RecoveringClient two = new RecoveringClient(small).connect();
        one.cut();
        two.cut();

        one.connect();
        two.connect();

        assertThat(one.recovered).isFalse();
        assertThat(two.recovered).isTrue();
    }

    @Test
    void startsAnewWhenTheServerWasClosedAndOpened() {
        RecoveringClient client = connect();
        server.io.close().block();
        client.receive();

        server.io.open();
        client.connect();

        assertThat(client.recovered).isFalse();
        client.cut().connect();
        assertThat(client.recovered).isTrue();
    }
}
