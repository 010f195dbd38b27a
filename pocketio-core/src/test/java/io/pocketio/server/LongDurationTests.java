package io.pocketio.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.pocketio.RecoveryOptions;
import io.pocketio.engine.EngineOptions;
import io.pocketio.engine.TestFrameChannel;
import io.pocketio.protocol.Arguments;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Mono;

/** Durations that no number of milliseconds, or of nanoseconds, holds are as good as for ever. */
class LongDurationTests {

    static Stream<Duration> endless() {
        return Stream.of(
                Duration.ofMillis(Long.MAX_VALUE),
                ChronoUnit.FOREVER.getDuration(),
                Duration.ofNanos(Long.MAX_VALUE),
                Duration.ofSeconds(Long.MAX_VALUE));
    }

    private static TestServer serverWithAll(Duration duration) {
        return new TestServer(settings -> settings.engine(EngineOptions.of(engine -> engine.pingInterval(duration)
                        .pingTimeout(duration)
                        .upgradeTimeout(duration)
                        .firstPollTimeout(duration)))
                .connectTimeout(duration)
                .ackTimeout(duration)
                .blockingWarning(duration)
                .connectionStateRecovery(RecoveryOptions.of(options -> options.maxDisconnectionDuration(duration))));
    }

    @ParameterizedTest
    @MethodSource("endless")
    void letsNobodyGoEarly(Duration duration) {
        TestServer server = serverWithAll(duration);
        server.io.sockets().handle("echo", (socket, arguments, ack) -> {
            ack.send(1);
            return Mono.empty();
        });
        TestFrameChannel outside = server.open();
        TestFrameChannel client = server.open();
        client.receive("40");
        client.next();
        String polling = server.openPolling();
        List<Arguments> answers = new ArrayList<>();
        List<Throwable> failures = new ArrayList<>();
        server.socket().emitWithAck("ask").subscribe(answers::add, failures::add);
        server.socket().timeout(duration).emitWithAck("ask").subscribe(answers::add, failures::add);
        server.io.emitWithAck("ask").subscribe(reply -> {}, failures::add);
        server.io.timeout(duration).emitWithAck("ask").subscribe(reply -> {}, failures::add);
        client.receive("427[\"echo\"]");

        server.advance(Duration.ofDays(1));

        assertThat(failures).isEmpty();
        assertThat(outside.isClosed()).isFalse();
        assertThat(client.isClosed()).isFalse();
        assertThat(server.poll(polling).isParked()).isTrue();
        assertThat(server.io.engine().clientsCount()).isEqualTo(3);
    }

    @ParameterizedTest
    @MethodSource("endless")
    void keepsTheSessionsOfClientsThatAreAway(Duration duration) {
        TestServer server = serverWithAll(duration);
        TestFrameChannel client = server.open();
        client.receive("40");
        String reply = client.next().asText();
        String pid = reply.replaceAll(".*\"pid\":\"([^\"]+)\".*", "$1");
        client.disconnect(new IllegalStateException("cut off"));

        server.advance(Duration.ofDays(1));
        TestFrameChannel again = server.open();
        again.receive("40{\"pid\":\"" + pid + "\"}");

        assertThat(TestServer.sid(again.next().asText())).isEqualTo(TestServer.sid(reply));
    }
}
