package io.pocketio.benchmarks.traffic;

import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.pocketio.SocketIoSocket;
import io.pocketio.annotation.SocketController;
import io.pocketio.annotation.SocketEvent;
import io.pocketio.benchmarks.client.ClientSettings.Transport;
import io.pocketio.benchmarks.traffic.TrafficSettings.Kind;
import io.pocketio.benchmarks.traffic.TrafficSettings.Node;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

@SpringBootTest(classes = WrongAnswersTests.Server.class, webEnvironment = WebEnvironment.RANDOM_PORT)
class WrongAnswersTests {

    private static final Duration LONG = Duration.ofSeconds(20);

    @LocalServerPort
    private int port;

    @ParameterizedTest
    @EnumSource(names = {"ECHO", "ACK", "BINARY"})
    void failsWhenWhatComesBackIsNotWhatWasSentInItsOrder(Kind kind) {
        long pid = ProcessHandle.current().pid();
        TrafficSettings settings =
                new TrafficSettings(kind, Transport.WEBSOCKET, List.of(new Node(port, pid)), 1, 1, 2, 100, LONG, LONG);

        assertThatIllegalStateException()
                .isThrownBy(() -> new Traffic(settings).measure())
                .withMessageStartingWith("not what was sent");
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(WrongController.class)
    static class Server {}

    @SocketController
    static class WrongController {

        /** The first one of two comes behind the second. */
        @SocketEvent("echo")
        void echo(SocketIoSocket socket, Map<String, Object> data) {
            Object first = socket.data().remove("first");
            if (first == null) {
                socket.data().put("first", data);
            } else {
                socket.emit("echo", data);
                socket.emit("echo", first);
            }
        }

        @SocketEvent("ack")
        Map<String, Object> ack(Map<String, Object> data) {
            return Map.of("n", 1);
        }

        @SocketEvent("bin")
        void bin(SocketIoSocket socket, byte[] data) {
            data[data.length - 1]++;
            socket.emit("bin", data);
        }
    }
}
