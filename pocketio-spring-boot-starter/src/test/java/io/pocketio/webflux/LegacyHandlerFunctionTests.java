package io.pocketio.webflux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.springframework.web.reactive.function.server.RequestPredicates.path;
import static org.springframework.web.reactive.function.server.RouterFunctions.route;

import io.pocketio.engine.CloseReason;
import io.pocketio.engine.EngineOptions;
import io.pocketio.engine.EngineServer;
import io.pocketio.engine.EngineSession;
import io.pocketio.engine.SessionListener;
import io.pocketio.engine.packet.EnginePacket;
import io.pocketio.engine.packet.EnginePacketType;
import io.pocketio.engine.packet.Frame;
import io.pocketio.engine.session.EngineServerBuilder;
import io.pocketio.webflux.RawHttp.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.web.server.WebServer;

/** Clients of Socket.IO 0.7 to 0.9 on real servers, with an application that greets them and sends each message back. */
@Timeout(60)
class LegacyHandlerFunctionTests {

    private static final int LIMIT = 100_000;

    private final List<EngineSession> sessions = new CopyOnWriteArrayList<>();
    private final List<CloseReason> closed = new CopyOnWriteArrayList<>();
    private final EngineServer engine = EngineServerBuilder.create(this::opened)
            .options(EngineOptions.of(options ->
                    options.allowOlderClients(true).maxHttpBufferSize(LIMIT).maxOutboundBuffer(1 << 20)))
            .build();

    private @Nullable WebServer server;
    private @Nullable RawHttp client;

    private SessionListener opened(EngineSession session) {
        sessions.add(session);
        session.send(message("1::"));
        return new SessionListener() {
            @Override
            public void message(Frame message) {
                session.send(EnginePacket.bare(EnginePacketType.MESSAGE, message));
            }

            @Override
            public void closed(CloseReason reason, @Nullable Throwable cause) {
                closed.add(reason);
            }
        };
    }

    private static EnginePacket message(String text) {
        return EnginePacket.bare(EnginePacketType.MESSAGE, Frame.text(text));
    }

    private int start(TestServers binding) throws IOException {
        server = binding.start(route(path("/socket.io" + LegacyHandlerFunction.PATH), new LegacyHandlerFunction(engine))
                .andRoute(path("/socket.io/**"), new EngineHandlerFunction(engine)));
        client = new RawHttp(server.getPort());
        return server.getPort();
    }

    @AfterEach
    void stop() throws IOException {
        if (client != null) {
            client.close();
        }
        engine.close().block(Duration.ofSeconds(10));
        if (server != null) {
            server.stop();
        }
    }

    private void reconnect() throws IOException {
        client.close();
        client = new RawHttp(server.getPort());
    }

    private Response get(String target) throws IOException {
        return client.send("GET /socket.io/" + target + " HTTP/1.1", "Host: localhost")
                .readResponse();
    }

    private Response post(String target, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        client.send("POST /socket.io/" + target + " HTTP/1.1", "Host: localhost", "Content-Length: " + bytes.length);
        client.socket.getOutputStream().write(bytes);
        return client.readResponse();
    }

    private String sid() throws IOException {
        return get("1/?t=1").body().split(":")[0];
    }

    @ParameterizedTest
    @EnumSource(names = {"NETTY", "TOMCAT"})
    void shakesHandsBesideTheEngine(TestServers binding) throws IOException {
        start(binding);

        Response handshake = get("1/?t=1796023002542");
        assertThat(handshake.status()).isEqualTo(200);
        assertThat(handshake.body()).endsWith(":45:60:websocket,htmlfile,xhr-polling,jsonp-polling");
        assertThat(handshake.headers()).anyMatch(header -> header.matches("content-type: text/plain; ?charset=UTF-8"));
        assertThat(get("1").body()).endsWith("jsonp-polling");
        assertThat(get("?EIO=4&transport=polling").body()).startsWith("0{");
        assertThat(get("x/").status()).isEqualTo(400);
        reconnect(); // some servers close behind an error
        assertThat(get("2/").body()).isEqualTo("Protocol version not supported.");
    }

    @ParameterizedTest
    @EnumSource(names = {"NETTY", "TOMCAT"})
    void exchangesMessagesOverPolling(TestServers binding) throws IOException {
        start(binding);
        String poll = "1/xhr-polling/" + sid();

        assertThat(get(poll + "?t=1").body()).isEqualTo("1::");
        assertThat(post(poll + "?t=2", "\ufffd7\ufffd3:::\u00e9\ud83d\ude00\ufffd5\ufffd3:::b")
                        .body())
                .isEqualTo("1");
        assertThat(get(poll + "/?t=3").body()).isEqualTo("\ufffd7\ufffd3:::\u00e9\ud83d\ude00\ufffd5\ufffd3:::b");
        assertThat(get(poll + "?disconnect=1").status()).isEqualTo(200);
        assertThat(get(poll + "?t=4").body()).isEqualTo("7:::1+0");
        await().until(() -> closed.equals(List.of(CloseReason.TRANSPORT_CLOSE)));
    }

    @ParameterizedTest
    @EnumSource(names = {"NETTY", "TOMCAT"})
    void takesAGoodbyeWithoutATransport(TestServers binding) throws IOException {
        start(binding);
        String sid = sid();
        get("1/xhr-polling/" + sid);

        assertThat(get("1//" + sid + "/?disconnect=1").status()).isEqualTo(200);

        await().until(() -> closed.equals(List.of(CloseReason.TRANSPORT_CLOSE)));
    }

    @ParameterizedTest
    @EnumSource(names = {"NETTY", "TOMCAT"})
    void exchangesMessagesByScriptsAndForms(TestServers binding) throws IOException {
        start(binding);
        String poll = "1/jsonp-polling/" + sid();

        assertThat(get(poll + "?i=0").body()).isEqualTo("io.j[0](\"1::\");");
        assertThat(post(poll + "?i=0", "d=%223%3A%3A%3Aa+b%5C%22%22").body()).isEqualTo("1");
        Response answer = get(poll + "?i=5");
        assertThat(answer.body()).isEqualTo("io.j[5](\"3:::a b\\\"\");");
        assertThat(answer.headers())
                .anyMatch(header -> header.matches("content-type: text/javascript; ?charset=UTF-8"));
    }

    @ParameterizedTest
    @EnumSource(names = {"NETTY", "TOMCAT"})
    void exchangesMessagesOverAWebSocket(TestServers binding) throws IOException {
        int port = start(binding);

        // clients on Node name an origin without a scheme
        try (RawWebSocket webSocket =
                new RawWebSocket(port, "/socket.io/1/websocket/" + sid() + "?x=1", "Origin: localhost")) {
            assertThat(webSocket.read().text()).isEqualTo("1::");
            webSocket.sendText(RawWebSocket.TEXT, "3:::\u00e9\ud83d\ude00");
            assertThat(webSocket.read().text()).isEqualTo("3:::\u00e9\ud83d\ude00");
        }
        await().until(() -> closed.size() == 1);
    }

    @ParameterizedTest
    @EnumSource(names = {"NETTY", "TOMCAT"})
    void takesASessionToAWebSocketAndBackAndToAnother(TestServers binding) throws IOException {
        int port = start(binding);
        String sid = sid();
        assertThat(get("1/xhr-polling/" + sid).body()).isEqualTo("1::");

        try (RawWebSocket first = new RawWebSocket(port, "/socket.io/1/websocket/" + sid)) {
            first.sendText(RawWebSocket.TEXT, "3:::a");
            assertThat(first.read().text()).isEqualTo("3:::a");
            assertThat(post("1/xhr-polling/" + sid, "3:::b").body()).isEqualTo("1");
            assertThat(first.read().text()).isEqualTo("3:::b");

            client.send("GET /socket.io/1/xhr-polling/" + sid + " HTTP/1.1", "Host: localhost");
            assertThat(first.read().opcode()).isEqualTo(RawWebSocket.CLOSE);
            sessions.get(0).send(message("3:::c"));
            assertThat(client.readResponse().body()).isEqualTo("3:::c");
        }
        try (RawWebSocket second = new RawWebSocket(port, "/socket.io/1/websocket/" + sid)) {
            second.sendText(RawWebSocket.TEXT, "3:::d");
            assertThat(second.read().text()).isEqualTo("3:::d");
            assertThat(closed).isEmpty();
        }
        await().until(() -> closed.size() == 1);
        assertThat(sessions).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"NETTY", "TOMCAT"})
    void tellsAnUnknownClientSoOverAWebSocket(TestServers binding) throws IOException {
        int port = start(binding);

        try (RawWebSocket webSocket = new RawWebSocket(port, "/socket.io/1/websocket/unknown")) {
            assertThat(webSocket.upgrade().status()).isEqualTo(101);
            assertThat(webSocket.read().text()).isEqualTo("7:::1+0");
            assertThat(webSocket.read().opcode()).isEqualTo(RawWebSocket.CLOSE);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"NETTY", "TOMCAT"})
    void refusesAWebSocketOfAForeignPage(TestServers binding) throws IOException {
        int port = start(binding);

        try (RawWebSocket webSocket =
                new RawWebSocket(port, "/socket.io/1/websocket/" + sid(), "Origin: http://elsewhere.example")) {
            assertThat(webSocket.upgrade().status()).isEqualTo(403);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"NETTY", "TOMCAT"})
    void refusesScriptsForAForeignPage(TestServers binding) throws IOException {
        start(binding);
        String poll = "1/jsonp-polling/" + sid() + "?i=0";
        String foreign = "Referer: http://elsewhere.example/page";

        for (String target : List.of("1/?jsonp=0", poll)) {
            client.send("GET /socket.io/" + target + " HTTP/1.1", "Host: localhost", foreign);
            assertThat(client.readResponse().status()).isEqualTo(403);
            reconnect();
        }
        assertThat(get(poll).body()).isEqualTo("io.j[0](\"1::\");");
    }

    @ParameterizedTest
    @EnumSource(names = {"NETTY", "TOMCAT"})
    void refusesALargeBodyAndKeepsTheSession(TestServers binding) throws IOException {
        start(binding);
        String poll = "1/xhr-polling/" + sid();
        get(poll);

        assertThat(post(poll, "3:::" + "x".repeat(LIMIT)).status()).isEqualTo(413);

        reconnect();
        assertThat(post(poll, "3:::" + "x".repeat(LIMIT - 4)).body()).isEqualTo("1");
        assertThat(get(poll).body()).hasSize(LIMIT);
    }

    /** Tomcat notices with the next answer only. */
    @ParameterizedTest
    @EnumSource(names = "NETTY")
    void keepsTheSessionWhenAPollIsCutOff(TestServers binding) throws IOException {
        start(binding);
        String poll = "1/xhr-polling/" + sid();
        get(poll);
        client.send("GET /socket.io/" + poll + " HTTP/1.1", "Host: localhost");
        await().until(() -> sessions.get(0).isWritable());

        client.close();

        await().until(() -> !sessions.get(0).isWritable());
        assertThat(closed).isEmpty();
        sessions.get(0).send(message("3:::missed"));
        client = new RawHttp(server.getPort());
        assertThat(get(poll).body()).isEqualTo("3:::missed");
    }

    @ParameterizedTest
    @EnumSource(names = {"NETTY", "TOMCAT"})
    void writesAPageThatDoesNotEnd(TestServers binding) throws IOException {
        start(binding);
        String sid = sid();
        client.send("GET /socket.io/1/htmlfile/" + sid + " HTTP/1.1", "Host: localhost");

        assertThat(client.readHead())
                .startsWith("HTTP/1.1 200")
                .containsIgnoringCase("content-type: text/html")
                .containsIgnoringCase("transfer-encoding: chunked");
        assertThat(readUntil("<script>_(\"1::\");</script>")).contains("<html><body><script>var _ =");
        sessions.get(0).send(message("3:::\u00e9</script>"));
        readUntil("<script>_(\"3:::\u00e9\\u003c/script>\");</script>");
        try (RawHttp other = new RawHttp(server.getPort())) {
            other.send("POST /socket.io/1/htmlfile/" + sid + " HTTP/1.1", "Host: localhost", "Content-Length: 6");
            other.sendText("3:::up");
            assertThat(other.readResponse().body()).isEqualTo("1");
        }
        readUntil("<script>_(\"3:::up\");</script>");

        sessions.get(0).close();
        readUntil("0\r\n\r\n");
        await().until(() -> closed.equals(List.of(CloseReason.FORCED_CLOSE)));
    }

    @ParameterizedTest
    @EnumSource(names = {"NETTY", "TOMCAT"})
    void cutsAPageThatIsNotRead(TestServers binding) throws Exception {
        start(binding);
        client.send("GET /socket.io/1/htmlfile/" + sid() + " HTTP/1.1", "Host: localhost");
        readUntil("<script>_(\"1::\");</script>");
        EngineSession session = sessions.get(0);
        String text = "3:::" + "x".repeat(50_000);

        for (int i = 0; i < 2_000 && closed.isEmpty(); i++) {
            session.send(message(text));
            await().pollInterval(Duration.ofMillis(1))
                    .until(() -> session.isWritable() || !closed.isEmpty() || isBehind());
        }

        await().until(() -> closed.equals(List.of(CloseReason.OUTBOUND_OVERFLOW)));
        await().until(() -> engine.statistics().outboundBytes() == 0);
        await().until(this::isCut);
    }

    private boolean isBehind() {
        return engine.statistics().outboundBytes() > 0;
    }

    private boolean isCut() {
        try {
            while (client.in.read() >= 0) {
                client.in.skipNBytes(client.in.available());
            }
            return true;
        } catch (IOException reset) {
            return true;
        }
    }

    private String readUntil(String end) throws IOException {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        String text = "";
        while (!text.endsWith(end)) {
            int next = client.in.read();
            assertThat(next).as("after " + text).isNotNegative();
            read.write(next);
            text = read.toString(StandardCharsets.UTF_8);
        }
        return text;
    }
}
