package io.pocketio.webflux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.springframework.web.reactive.function.server.RequestPredicates.all;
import static org.springframework.web.reactive.function.server.RouterFunctions.route;

import io.pocketio.engine.EngineOptions;
import io.pocketio.engine.EngineSession;
import io.pocketio.engine.packet.EnginePacket;
import io.pocketio.engine.session.EngineServerBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.web.server.WebServer;

/** Clients that ask for packets over HTTP, and do not read the answers. */
@Timeout(60)
class UnreadAnswersTests {

    /** More than the operating system takes for a connection. */
    private static final int MUCH = 16 << 20;

    /** And by half of it less than two of them. */
    private static final int BOUND = MUCH + MUCH / 8;

    private static final int READ_TIMEOUT_MILLIS = 10_000;

    private final RecordingEngine application = new RecordingEngine();
    private final List<Socket> clients = new ArrayList<>();
    private @Nullable WebServer server;

    @AfterEach
    void stop() throws IOException {
        for (Socket client : clients) {
            client.close();
        }
        if (server != null) {
            server.stop();
        }
    }

    @Test
    void cutsOffWhoDoesNotReadAsLongAsAPingMayTake() throws IOException {
        Duration interval = Duration.ofSeconds(2);
        UnreadAnswers unread = start(options -> options.pingInterval(interval).pingTimeout(interval));
        Socket client = askForMuch();
        await().until(() -> unread.bytes() > 0);

        await().until(() -> unread.bytes() == 0);

        awaitCut(client);
    }

    @Test
    void cutsOffWhoHasReadNothingForTheLongestWhenThereIsTooMuch() throws IOException {
        UnreadAnswers unread = start(options -> options.maxTotalOutboundBuffer(BOUND));
        Socket first = askForMuch();
        await().until(() -> unread.bytes() > 0);

        Socket second = askForMuch();

        awaitCut(first);
        assertThat(unread.bytes()).isBetween(1L, (long) BOUND);
        assertThat(readsAll(second)).isTrue();
        await().until(() -> unread.bytes() == 0);
    }

    private UnreadAnswers start(Consumer<EngineOptions.Builder> settings) {
        EngineHandlerFunction handler = new EngineHandlerFunction(EngineServerBuilder.create(application)
                .options(EngineOptions.of(settings))
                .build());
        server = TestServers.NETTY.start(route(all(), handler));
        return handler.unread();
    }

    /** Polls for what is sent then. */
    private Socket askForMuch() throws IOException {
        Socket client = new Socket(InetAddress.getLoopbackAddress(), server.getPort());
        client.setSoTimeout(READ_TIMEOUT_MILLIS);
        clients.add(client);
        int opened = application.opened.size();
        get(client, "");
        await().until(() -> application.opened.size() > opened);
        EngineSession session = application.opened.get(opened);
        get(client, "&sid=" + session.id());
        await().until(session::isWritable);
        session.send(EnginePacket.message("x".repeat(MUCH)));
        return client;
    }

    private static void get(Socket client, String query) throws IOException {
        String request = "GET /engine.io/?EIO=4&transport=polling" + query + " HTTP/1.1\r\nHost: a\r\n\r\n";
        client.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    }

    /** By what it can send: to read would let the server go on. */
    private static void awaitCut(Socket client) {
        await().until(() -> {
            try {
                client.getOutputStream().write('\n');
                return false;
            } catch (SocketException closed) {
                return true;
            }
        });
    }

    private static boolean readsAll(Socket client) throws IOException {
        return read(client, MUCH) >= MUCH;
    }

    private static long read(Socket client, long most) throws IOException {
        byte[] buffer = new byte[1 << 16];
        long all = 0;
        InputStream in = client.getInputStream();
        while (all < most) {
            int read = in.read(buffer);
            if (read < 0) {
                break;
            }
            all += read;
        }
        return all;
    }
}
