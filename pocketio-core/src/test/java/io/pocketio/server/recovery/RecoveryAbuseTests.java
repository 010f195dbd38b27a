package io.pocketio.server.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.pocketio.RecoveryAttempt;
import io.pocketio.RecoveryOptions;
import io.pocketio.SocketIoSocket;
import io.pocketio.adapter.RecoveryOutcome;
import io.pocketio.engine.TestFrameChannel;
import io.pocketio.server.LogCapture;
import io.pocketio.server.TestServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that want what is not theirs, or say what makes no sense: a plain new session for each. */
class RecoveryAbuseTests {

    private final List<RecoveryAttempt> attempts = new ArrayList<>();

    private final TestServer server = new TestServer(builder ->
            builder.connectionStateRecovery(RecoveryOptions.defaults()).recoveryListener(attempts::add));

    private String reply(String auth) {
        TestFrameChannel channel = server.open();
        channel.receive("40" + auth);
        return channel.next().asText();
    }

    private void expectNew(String auth, RecoveryOutcome outcome) {
        int before = server.io.sockets().sockets().size();

        assertThat(reply(auth)).matches("40\\{\"sid\":\"[\\w-]{20}\",\"pid\":\"[\\w-]{20}\"}");

        assertThat(attempts).hasSize(1);
        assertThat(attempts.get(0).outcome()).isEqualTo(outcome);
        assertThat(server.io.sockets().sockets()).hasSize(before + 1).noneMatch(SocketIoSocket::recovered);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "true", "[]", "{}", "[\"a\"]", "\"\"", "\"unknown\"", "\"\\u0000\""})
    void refusesAPidThatIsNone(String pid) {
        expectNew("{\"pid\":" + pid + ",\"offset\":\"AAAAAAAAAAAA\"}", RecoveryOutcome.UNKNOWN_SESSION);
    }

    @Test
    void takesANullForNothing() {
        reply("{\"pid\":null,\"offset\":null}");

        assertThat(attempts).isEmpty();
    }

    @Test
    void ignoresAnOffsetWithoutPid() {
        reply("{\"offset\":[[[[1]]]]}");

        assertThat(attempts).isEmpty();
    }

    @Test
    void refusesAGiantPid() {
        expectNew("{\"pid\":\"" + "x".repeat(900_000) + "\"}", RecoveryOutcome.UNKNOWN_SESSION);
    }

    private RecoveringClient cutClient() {
        RecoveringClient client = new RecoveringClient(server).connect();
        server.io.emit("n", 1);
        return client.receive().cut();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "{}", "[]", "true", "\"\"", "\"AAAA\"", "\"********AAAA\"", "\"ééééééééAAAA\""})
    void refusesAnOffsetThatIsNone(String offset) {
        String pid = cutClient().pid;

        expectNew("{\"pid\":\"" + pid + "\",\"offset\":" + offset + "}", RecoveryOutcome.UNKNOWN_OFFSET);
    }

    @Test
    void refusesAGiantOffset() {
        String pid = cutClient().pid;

        expectNew(
                "{\"pid\":\"" + pid + "\",\"offset\":\"" + "A".repeat(900_000) + "\"}", RecoveryOutcome.UNKNOWN_OFFSET);
    }

    @Test
    void refusesAnOffsetOfTheFuture() {
        RecoveringClient client = cutClient();
        String future = String.valueOf(client.offset).substring(0, 4) + "99999999";

        expectNew("{\"pid\":\"" + client.pid + "\",\"offset\":\"" + future + "\"}", RecoveryOutcome.UNKNOWN_OFFSET);
    }

    @Test
    void givesNothingFromBeforeTheSession() {
        server.io.emit("secret", 0);
        RecoveringClient client = cutClient();
        String first = String.valueOf(client.offset).substring(0, 4) + "AAAAAAAA";
        client.events.clear();
        client.offset = first;

        client.connect();

        assertThat(client.recovered).isTrue();
        assertThat(client.events).containsExactly("[\"n\",1]");
    }

    @Test
    void givesASessionOnce() {
        RecoveringClient client = cutClient();
        String auth = "{\"pid\":\"" + client.pid + "\",\"offset\":\"" + client.offset + "\"}";
        client.connect();
        client.channel.receive("41");
        attempts.clear();

        expectNew(auth, RecoveryOutcome.UNKNOWN_SESSION);
    }

    @Test
    void givesNoSessionOfAnotherNamespace() {
        server.io.of("/other");
        String pid = cutClient().pid;
        TestFrameChannel channel = server.open();

        channel.receive("40/other,{\"pid\":\"" + pid + "\"}");

        assertThat(channel.next().asText()).doesNotContain(String.valueOf(pid));
        assertThat(attempts.get(0).outcome()).isEqualTo(RecoveryOutcome.UNKNOWN_SESSION);
        assertThat(attempts.get(0).namespace()).isEqualTo("/other");
    }

    @Test
    void tellsTheOperatorOnceAndThenInSums() {
        try (LogCapture log = new LogCapture(Level.INFO)) {
            for (int i = 0; i < 50; i++) {
                reply("{\"pid\":\"unknown\"}");
            }
            assertThat(log.messages(Level.INFO))
                    .containsExactly(
                            "Clients that wanted their session back: 1 × there is no such session any more" + "");

            server.advance(Duration.ofMinutes(1));
            reply("{\"pid\":\"unknown\"}");
            assertThat(log.messages(Level.INFO)).hasSize(2).last().asString().contains("50 × there is no such session");
        }
    }

    @Test
    void keepsNoSecretInTheLog() {
        try (LogCapture log = new LogCapture(Level.DEBUG)) {
            RecoveringClient client = cutClient();
            String pid = String.valueOf(client.pid);
            client.connect();
            reply("{\"pid\":\"" + pid + "x\"}");

            assertThat(log.messages(Level.DEBUG)).noneMatch(message -> message.contains(pid));
        }
    }

    @Test
    void survivesAListenerThatFails() {
        TestServer fragile = new TestServer(builder -> builder.connectionStateRecovery(RecoveryOptions.defaults())
                .recoveryListener(attempt -> {
                    throw new AssertionError("no");
                }));
        RecoveringClient client = new RecoveringClient(fragile).connect();

        client.cut().connect();

        assertThat(client.recovered).isTrue();
    }
}
