package io.pocketio.webflux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.springframework.web.reactive.function.server.RequestPredicates.all;
import static org.springframework.web.reactive.function.server.RouterFunctions.route;

import io.pocketio.DisconnectReason;
import io.pocketio.SocketIoServer;
import io.pocketio.engine.EngineOptions;
import io.pocketio.server.SocketIoServerBuilder;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.web.server.WebServer;

/** Hundreds of clients that stop reading while everything is sent to everybody. */
@Timeout(60)
class SlowReaderTests {

    private static final int SLOW = 100;
    private static final int HEALTHY = 5;

    /** The operating system takes some megabytes for each client first. */
    private static final int MOST_BROADCASTS = 1_000;

    private static final int FREE = 16 * 1024;

    /** A session counts when a flush has left something: a busy machine sends it some more until then. */
    private static final int MESSAGES_OF_A_TURN = 4;

    private static final int TOTAL = 8 << 20;
    private static final String DATA = "x".repeat(16_000);

    private final List<RawWebSocket> clients = new ArrayList<>();

    @AfterEach
    void close() throws IOException {
        for (RawWebSocket client : clients) {
            client.close();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"NETTY", "TOMCAT"})
    void boundsWhatTheyHoldAndServesTheOthers(TestServers binding) throws Exception {
        SocketIoServer io = SocketIoServerBuilder.create()
                .engine(EngineOptions.of(
                        options -> options.maxOutboundBuffer(1 << 20).maxTotalOutboundBuffer(TOTAL)))
                .build();
        WebServer server = binding.start(route(all(), new EngineHandlerFunction(io.engine())));
        try {
            connect(server.getPort(), SLOW);
            List<RawWebSocket> healthy = connect(server.getPort(), HEALTHY);

            for (int i = 0; io.statistics().disconnects(DisconnectReason.OUTBOUND_OVERFLOW) < SLOW / 2; i++) {
                assertThat(i).as("broadcasts").isLessThan(MOST_BROADCASTS);
                io.emit("news", i, DATA);
                for (RawWebSocket client : healthy) {
                    assertThat(client.read().text()).isEqualTo("42[\"news\"," + i + ",\"" + DATA + "\"]");
                }
                assertThat(io.statistics().engine().outboundBytes())
                        .isLessThanOrEqualTo(
                                TOTAL + (long) (SLOW + HEALTHY) * (FREE + MESSAGES_OF_A_TURN * (DATA.length() + 256)));
            }

            await().atMost(Duration.ofSeconds(10))
                    .until(() -> io.statistics().disconnects(DisconnectReason.OUTBOUND_OVERFLOW)
                            == SLOW + HEALTHY - io.statistics().sockets());
            for (DisconnectReason reason : DisconnectReason.values()) {
                assertThat(reason == DisconnectReason.OUTBOUND_OVERFLOW
                                || io.statistics().disconnects(reason) == 0)
                        .as(reason.wireName())
                        .isTrue();
            }
            close();
            await().untilAsserted(() ->
                    assertThat(io.statistics().engine().outboundBytes()).isZero());
        } finally {
            io.close().block(Duration.ofSeconds(10));
            server.stop();
        }
    }

    private List<RawWebSocket> connect(int port, int count) throws Exception {
        List<RawWebSocket> connected = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            RawWebSocket client = new RawWebSocket(port, "/socket.io/?EIO=4&transport=websocket");
            connected.add(client);
            clients.add(client);
            assertThat(client.read().text()).startsWith("0{");
            client.sendText(RawWebSocket.TEXT, "40");
            assertThat(client.read().text()).startsWith("40{");
        }
        return connected;
    }
}
