package io.pocketio.webflux.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.pocketio.engine.CloseReason;
import io.pocketio.webflux.EngineHandlerFunctionContractTests;
import io.pocketio.webflux.LeakCheck;
import io.pocketio.webflux.RawHttp;
import io.pocketio.webflux.RawWebSocket;
import io.pocketio.webflux.TestServers;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;

@ExtendWith(LeakCheck.class)
class NettyEngineHandlerFunctionTests extends EngineHandlerFunctionContractTests {

    @Override
    public TestServers server() {
        return TestServers.NETTY;
    }

    @Test
    void answersPollByteForByte() throws Exception {
        String sid = handshake();
        post(sid, "4a");

        client.send("GET " + HANDSHAKE + "&sid=" + sid + " HTTP/1.1", "Host: a");
        RawHttp.Response response = client.readResponse();

        assertThat(response.statusLine()).isEqualTo("HTTP/1.1 200 OK");
        assertThat(response.headers())
                .containsExactlyInAnyOrder(
                        "content-type: text/plain; charset=UTF-8", "cache-control: no-store", "content-length: 2");
        assertThat(response.body()).isEqualTo("4a");
    }

    @Test
    void answersPostByteForByte() throws Exception {
        String sid = handshake();

        client.send("POST " + HANDSHAKE + "&sid=" + sid + " HTTP/1.1", "Host: a", "Content-Length: 2");
        client.sendText("4a");
        RawHttp.Response response = client.readResponse();

        assertThat(response.headers())
                .containsExactlyInAnyOrder("content-type: text/html", "cache-control: no-store", "content-length: 2");
        assertThat(response.body()).isEqualTo("ok");
    }

    @Test
    void refusesUpgradeByteForByte() throws Exception {
        client.send(RawWebSocket.request(PATH + "?EIO=3&transport=websocket"));
        RawHttp.Response response = client.readResponse();

        assertThat(response.statusLine()).isEqualTo("HTTP/1.1 400 Bad Request");
        assertThat(response.headers())
                .containsExactlyInAnyOrder("connection: close", "content-type: text/html", "content-length: 28");
        assertThat(response.body()).isEqualTo("Unsupported protocol version");
        assertThat(client.isAtEnd()).isTrue();
    }

    @Test
    void endsSessionWhenParkedPollIsCutOff() throws Exception {
        String sid = handshake();
        RawHttp poll = new RawHttp(server.getPort());
        poll.send("GET " + HANDSHAKE + "&sid=" + sid + " HTTP/1.1", "Host: a");
        await().until(() -> application.session().isWritable());

        poll.close();

        assertThat(application.awaitClose()).isEqualTo(CloseReason.TRANSPORT_ERROR);
    }

    @Test
    void endsSessionWhenParkedPollIsReset() throws Exception {
        String sid = handshake();
        RawHttp poll = new RawHttp(server.getPort());
        poll.send("GET " + HANDSHAKE + "&sid=" + sid + " HTTP/1.1", "Host: a");
        await().until(() -> application.session().isWritable());

        poll.reset();

        assertThat(application.awaitClose()).isEqualTo(CloseReason.TRANSPORT_ERROR);
    }

    @Test
    void dispatchesNothingOfBodyThatTurnsOutMalformed() throws Exception {
        String sid = handshake();
        client.send("POST " + HANDSHAKE + "&sid=" + sid + " HTTP/1.1", "Host: a", "Transfer-Encoding: chunked");
        client.sendText("6\r\n4again\r\n");

        client.sendText("ZZ\r\n");

        assertThat(client.readResponse().status()).isEqualTo(400);
        assertThat(application.awaitClose()).isEqualTo(CloseReason.TRANSPORT_ERROR);
        assertThat(application.received).isEmpty();
    }

    @Test
    void tellsClientThatSendsAllOfTooLargeBodyFirst() throws Exception {
        String sid = handshake();
        client.send("POST " + HANDSHAKE + "&sid=" + sid + " HTTP/1.1", "Host: a", "Content-Length: 2000000");
        client.sendText("4" + "x".repeat(1_999_999));

        assertThat(client.readResponse().status()).isEqualTo(413);
    }

    @Test
    void keepsConnectionAfterRefusedBody() throws Exception {
        String sid = handshake();
        client.send("POST " + HANDSHAKE + "&sid=" + sid + " HTTP/1.1", "Host: a", "Content-Length: 1000000");
        client.sendText("4" + "x".repeat(499_999));

        assertThat(client.readResponse().status()).isEqualTo(413);

        client.sendText("x".repeat(500_000));
        assertThat(post(sid, "4again")).isEqualTo("ok");
        assertThat(poll(sid)).isEqualTo("4again");
    }

    @Test
    void endsSessionWhenPostIsCutOff() throws Exception {
        String sid = handshake();
        RawHttp other = new RawHttp(server.getPort());
        other.send("POST " + HANDSHAKE + "&sid=" + sid + " HTTP/1.1", "Host: a", "Content-Length: 100");
        other.sendText("4abc");

        other.close();

        assertThat(application.awaitClose()).isEqualTo(CloseReason.TRANSPORT_ERROR);
        await().untilAsserted(() -> assertThat(engine.clientsCount()).isZero());
    }

    @Test
    void isSilentAboutClientsThatResetWhileTheyAreUpgraded() throws Exception {
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        root.addAppender(log);
        try {
            for (int i = 0; i < 200; i++) {
                ByteArrayOutputStream all = new ByteArrayOutputStream();
                all.writeBytes((String.join("\r\n", RawWebSocket.request(DIRECT)) + "\r\n\r\n")
                        .getBytes(StandardCharsets.ISO_8859_1));
                all.writeBytes(RawWebSocket.whole(RawWebSocket.TEXT, "4hello"));
                RawHttp other = new RawHttp(server.getPort());
                other.socket.getOutputStream().write(all.toByteArray());
                other.reset();
            }
            assertThat(handshake()).isNotEmpty();
            await().untilAsserted(() -> assertThat(engine.clientsCount()).isOne());
        } finally {
            root.detachAppender(log);
        }
        assertThat(List.copyOf(log.list))
                .filteredOn(event -> event.getLevel() == Level.ERROR)
                .extracting(event -> event.getFormattedMessage()
                        + (event.getThrowableProxy() == null
                                ? ""
                                : event.getThrowableProxy().getMessage()))
                .isEmpty();
    }

    @Test
    void isSilentAboutBodiesThatAreCutOff() throws Exception {
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        root.addAppender(log);
        try {
            for (int i = 0; i < 50; i++) {
                String sid = handshake();
                RawHttp other = new RawHttp(server.getPort());
                other.send("POST " + HANDSHAKE + "&sid=" + sid + " HTTP/1.1", "Host: a", "Content-Length: 100");
                other.sendText("4abc");
                other.reset();
            }
            await().untilAsserted(() -> assertThat(engine.clientsCount()).isZero());
        } finally {
            root.detachAppender(log);
        }
        assertThat(List.copyOf(log.list))
                .filteredOn(event -> event.getLevel() == Level.ERROR)
                .extracting(ILoggingEvent::getFormattedMessage)
                .isEmpty();
    }
}
