package io.pocketio.cluster.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.pocketio.MissingAcksException;
import io.pocketio.MissingAnswersException;
import io.pocketio.adapter.SilentNodesException;
import io.pocketio.adapter.memory.LocalRooms;
import io.pocketio.cluster.ClusterCounters;
import io.pocketio.engine.TestFrameChannel;
import io.pocketio.lane.TimeSource;
import io.pocketio.server.TestServer;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

/** What the application of one server sees of the others. */
class ServersOfClusterTests {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final TestProtocol.Link link = new TestProtocol.Link();
    private final TestServer server = newServer();
    private final TestServer other = newServer();

    private TestServer newServer() {
        return new TestServer(settings -> settings.scheduler(time)
                .ackTimeout(TIMEOUT)
                .adapter((namespace, sockets) -> new ClusterAdapter(
                        sockets,
                        new LocalRooms(sockets),
                        link.newNode(true),
                        TIMEOUT,
                        new ClusterCounters(),
                        new TimeSource(time))));
    }

    private void expire() {
        time.advanceTimeBy(TIMEOUT);
    }

    @Test
    void countsServers() {
        assertThat(server.io.serverCount().block()).isEqualTo(2);

        link.silent(1);

        assertThat(server.io.sockets().serverCount().block()).isEqualTo(3);
    }

    @Test
    void givesTheAnswersOfServersAndSaysHowManyWereSilent() {
        other.io.sockets().onServerSideEvent("sum", (arguments, ack) -> ack.send(3));
        link.silent(2);

        StepVerifier.create(
                        server.io.sockets().serverSideEmitWithAck("sum", 1, 2).map(answer -> answer.get(0, int.class)))
                .then(time::advanceTime)
                .expectNext(3)
                .then(this::expire)
                .verifyErrorSatisfies(late -> {
                    assertThat(late).isInstanceOf(MissingAnswersException.class);
                    assertThat(((MissingAnswersException) late).nodes()).isEqualTo(3);
                    assertThat(((MissingAnswersException) late).silentNodes()).isEqualTo(2);
                });
    }

    @Test
    void givesTheAcknowledgementsOfOtherServersAndSaysHowManyWereSilent() {
        TestFrameChannel client = other.connect();
        link.silent(2);

        StepVerifier.create(server.io
                        .sockets()
                        .emitWithAck("question")
                        .map(reply -> reply.arguments().get(0, String.class)))
                .then(time::advanceTime)
                .then(() -> {
                    assertThat(client.next().asText()).isEqualTo("420[\"question\"]");
                    client.receive("430[\"answer\"]");
                    time.advanceTime();
                })
                .expectNext("answer")
                .then(this::expire)
                .verifyErrorSatisfies(late -> {
                    assertThat(late).isInstanceOf(MissingAcksException.class);
                    assertThat(((MissingAcksException) late).silentNodes()).isEqualTo(2);
                    assertThat(((MissingAcksException) late).missingCount()).isZero();
                    assertThat(((MissingAcksException) late).isTimeout()).isTrue();
                });
    }

    @Test
    void namesTheSocketsThatWereFoundWithoutSilentServers() {
        TestServer.join(server.open(), "/");
        TestServer.join(other.open(), "/");
        link.silent(1);

        StepVerifier.create(server.io.sockets().fetchSockets())
                .expectNextCount(2)
                .then(this::expire)
                .verifyError(SilentNodesException.class);
    }
}
