package io.pocketio.benchmarks.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.pocketio.benchmarks.client.ClientSettings.Transport;
import io.pocketio.benchmarks.server.BenchmarkServer;
import io.pocketio.benchmarks.traffic.TrafficSettings.Kind;
import io.pocketio.benchmarks.traffic.TrafficSettings.Node;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;

@DirtiesContext // traffic stops at once, so the server may still have its sessions
@SpringBootTest(classes = BenchmarkServer.class, webEnvironment = WebEnvironment.RANDOM_PORT)
class TrafficTests {

    private static final Duration SHORT = Duration.ofMillis(100);

    @LocalServerPort
    private int port;

    private static Node node(int port) {
        return new Node(port, ProcessHandle.current().pid());
    }

    private TrafficSettings settings(Kind kind, int toPort) {
        return new TrafficSettings(kind, Transport.WEBSOCKET, List.of(node(toPort)), 1, 3, 2, 100, SHORT, SHORT);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void countsWhatComesBack(Kind kind) {
        TrafficFigures figures = new Traffic(settings(kind, port)).measure();

        assertThat(figures.eventsPerSecond()).isPositive();
    }

    @Test
    void goesOverPollingAsWell() {
        TrafficSettings settings =
                new TrafficSettings(Kind.ECHO, Transport.POLLING, List.of(node(port)), 1, 3, 2, 100, SHORT, SHORT);

        assertThat(new Traffic(settings).measure().eventsPerSecond()).isPositive();
    }

    @Test
    void spreadsOverTheNodesThatItConnectsTo() {
        List<Node> nodes = List.of(node(port), node(port), node(1));
        TrafficSettings settings =
                new TrafficSettings(Kind.BROADCAST, Transport.WEBSOCKET, nodes, 2, 4, 2, 100, SHORT, SHORT);

        TrafficFigures figures = new Traffic(settings).measure();

        assertThat(figures.nodes())
                .extracting(TrafficFigures.Node::events)
                .satisfiesExactly(
                        first -> assertThat(first).isPositive(),
                        second -> assertThat(second).isPositive(),
                        third -> assertThat(third).isZero());
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> new TrafficSettings(Kind.ECHO, Transport.WEBSOCKET, nodes, 4, 4, 2, 100, SHORT, SHORT));
    }

    @Test
    void failsWhenNobodyAnswers() {
        assertThatIllegalStateException().isThrownBy(() -> new Traffic(settings(Kind.ECHO, 1)).measure());
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void takesItsDefaultsFromTheKind(Kind kind) {
        TrafficSettings settings = TrafficSettings.of(kind.name(), List.of(1L));

        assertThat(settings.kind()).isEqualTo(kind);
        assertThat(settings.connections()).isEqualTo(kind == Kind.BROADCAST ? 1000 : kind == Kind.CONNECT ? 16 : 200);
    }

    @Test
    void makesDataOfTheSizeThatItSays() {
        assertThat(new Payload(32).of(0)).hasSize(32).isEqualTo("{\"n\":1000000000,\"pad\":\"xxxxxxx\"}");
        assertThat(new Payload(1024).of(999_999_999)).hasSize(1024);
        assertThatIllegalArgumentException().isThrownBy(() -> new Payload(31));
    }
}
