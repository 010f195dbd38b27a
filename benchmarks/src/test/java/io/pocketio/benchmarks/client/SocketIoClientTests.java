package io.pocketio.benchmarks.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.pocketio.SocketIoServer;
import io.pocketio.benchmarks.client.ClientSettings.Transport;
import io.pocketio.benchmarks.server.BenchmarkServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

@SpringBootTest(classes = BenchmarkServer.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class SocketIoClientTests {

    private static final Duration SOON = Duration.ofSeconds(10);

    @LocalServerPort
    int port;

    @Autowired
    SocketIoServer server;

    private final ClientLoop loop = new ClientLoop();
    private final Recorder recorder = new Recorder();

    private final List<SocketIoClient> clients = new ArrayList<>();

    @AfterEach
    void leave() {
        loop.run(() -> clients.stream().filter(SocketIoClient::isConnected).forEach(SocketIoClient::disconnect));
        await(() -> server.engine().clientsCount() == 0);
        loop.close();
    }

    @ParameterizedTest
    @EnumSource
    void getsBackWhatItSends(Transport transport) {
        SocketIoClient client = connect(transport);

        loop.run(() -> {
            client.emit("\"echo\",{\"n\":1}");
            client.emit("\"ack\",{\"n\":2}", recorder.received::add);
            client.emit("bin", new byte[] {1, 2, 3});
        });

        await(() -> recorder.received.size() == 3);
        assertThat(recorder.received)
                .containsExactlyInAnyOrder(
                        "42[\"echo\",{\"n\":1}]",
                        "[{\"n\":2}]",
                        "451-" + SocketIoClient.binaryArguments("bin") + "010203");
        assertThat(loop.call(client::unanswered)).isZero();
    }

    @Test
    void keepsOrderAcrossTheUpgrade() {
        SocketIoClient client = connect(Transport.UPGRADE);
        List<String> expected = new ArrayList<>();

        for (int i = 0; i < 200; i++) {
            String arguments = "\"echo\",{\"n\":" + i + '}';
            expected.add("42[" + arguments + ']');
            loop.run(() -> client.emit(arguments));
        }

        await(() -> recorder.received.size() == expected.size());
        assertThat(recorder.received).isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource
    void leavesNothingBehindWhenItDisconnects(Transport transport) {
        SocketIoClient client = connect(transport);

        loop.run(client::disconnect);

        await(() -> server.engine().clientsCount() == 0 && server.engine().timersCount() == 0);
        assertThat(recorder.end).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void resetsItsConnections(Transport transport) {
        SocketIoClient client = connect(transport);

        loop.run(client::reset);

        await(() -> server.engine().clientsCount() == 0);
    }

    @ParameterizedTest
    @EnumSource
    void tellsThatTheServerHasDisconnectedIt(Transport transport) {
        connect(transport);

        server.disconnectSockets();

        await(() -> recorder.end.size() == 1);
    }

    @Test
    void tellsThatThereIsNoServer() {
        loop.run(() -> SocketIoClient.connect(loop, 1, ClientSettings.of(Transport.WEBSOCKET), recorder));

        await(() -> recorder.end.size() == 1);
    }

    private SocketIoClient connect(Transport transport) {
        SocketIoClient client =
                loop.call(() -> SocketIoClient.connect(loop, port, ClientSettings.of(transport), recorder));
        clients.add(client);
        await(client::isConnected);
        return client;
    }

    private void await(BooleanSupplier condition) {
        assertThat(loop.await(SOON, condition)).isTrue();
    }

    /** Touched on the loop, and looked at when that is done. */
    private static final class Recorder implements ClientListener {

        private final List<String> received = new ArrayList<>();
        private final List<String> end = new ArrayList<>();

        @Override
        public void connected() {}

        @Override
        public void event(ByteBuf packet) {
            received.add(packet.toString(StandardCharsets.UTF_8));
        }

        @Override
        public void event(String packet, ByteBuf attachment) {
            received.add(packet + ByteBufUtil.hexDump(attachment));
        }

        @Override
        public void closed(String reason) {
            end.add(reason);
        }
    }
}
