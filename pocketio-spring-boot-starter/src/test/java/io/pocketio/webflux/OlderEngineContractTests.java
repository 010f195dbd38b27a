package io.pocketio.webflux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.web.reactive.function.server.RequestPredicates.path;
import static org.springframework.web.reactive.function.server.RouterFunctions.route;

import io.pocketio.engine.CloseReason;
import io.pocketio.engine.EngineOptions;
import io.pocketio.engine.EngineServer;
import io.pocketio.engine.packet.EnginePacket;
import io.pocketio.engine.packet.Frame;
import io.pocketio.engine.session.EngineServerBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.web.server.WebServer;
import org.springframework.web.server.WebFilter;

/** Clients of Engine.IO 3, and pages that poll by script elements, behind a path of a WebFlux server, seen from the socket. */
@Timeout(60)
public abstract class OlderEngineContractTests {

    private static final int LIMIT = 10_000;
    private static final String PATH = "/engine.io/";
    private static final String POLLING = PATH + "?EIO=3&transport=polling";
    private static final String WEBSOCKET = PATH + "?EIO=3&transport=websocket";
    private static final String TEXT = "text/plain;charset=UTF-8";
    private static final String BYTES = "application/octet-stream";
    private static final String FORM = "application/x-www-form-urlencoded";

    private final RecordingEngine application = new RecordingEngine();
    private EngineServer engine;
    private WebServer server;
    private RawHttp client;

    protected abstract TestServers server();

    @BeforeEach
    void start() throws IOException {
        start(true);
    }

    private void start(boolean older) throws IOException {
        engine = EngineServerBuilder.create(application)
                .options(EngineOptions.of(
                        options -> options.maxHttpBufferSize(LIMIT).allowOlderClients(older)))
                .build();
        WebFilter none = (exchange, chain) -> chain.filter(exchange);
        server = server().start(route(path(PATH), new EngineHandlerFunction(engine)), none);
        client = new RawHttp(server.getPort());
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        engine.close().block(Duration.ofSeconds(10));
        server.stop();
    }

    @Test
    void exchangesText() throws Exception {
        RawHttp.Response handshake = get(POLLING);
        assertThat(handshake.headers()).anyMatch(header -> header.matches("content-type: text/plain; ?charset=UTF-8"));
        assertThat(handshake.body()).matches("\\d+:0\\{\"sid\":\".*\"pingTimeout\":20000}");
        String session = session(POLLING);

        assertThat(post(session, TEXT, "6:4hällo4:4é😀")).isEqualTo("ok");

        assertThat(get(session + "&b64=1").body()).isEqualTo("6:4hällo4:4é😀");
        assertThat(application.received).extracting(Frame::asText).containsExactly("hällo", "é😀");
    }

    @Test
    void exchangesBytes() throws Exception {
        get(POLLING);
        String session = session(POLLING);
        byte[] payload = HexFormat.of().parseHex("000204ff" + hex("4" + "x".repeat(23)) + "0104ff04010203");

        assertThat(post(session, BYTES, payload)).isEqualTo("ok");

        client.send("GET " + session + " HTTP/1.1", "Host: localhost");
        assertThat(client.readHead().toLowerCase(Locale.ROOT))
                .contains("content-type: " + BYTES + "\n", "content-length: " + payload.length);
        assertThat(client.in.readNBytes(payload.length)).isEqualTo(payload);
        assertThat(application.received)
                .containsExactly(Frame.text("x".repeat(23)), Frame.binary(new byte[] {1, 2, 3}));
    }

    @Test
    void exchangesBase64() throws Exception {
        get(POLLING + "&b64=1");
        String session = session(POLLING + "&b64=1");

        assertThat(post(session, TEXT, "6:b4AQID")).isEqualTo("ok");

        assertThat(get(session).body()).isEqualTo("6:b4AQID");
    }

    @Test
    void answersPings() throws Exception {
        get(POLLING);
        String session = session(POLLING);

        post(session, TEXT, "6:2hello");

        assertThat(get(session).body()).isEqualTo("1:3");
    }

    @Test
    void closesOnBothSides() throws Exception {
        get(POLLING);
        String session = session(POLLING);

        post(session, TEXT, "1:1");

        assertThat(application.awaitClose()).isEqualTo(CloseReason.TRANSPORT_CLOSE);
        assertThat(get(session).body()).isEqualTo("{\"code\":1,\"message\":\"Session ID unknown\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"4a", "99999999999999:4a", "2:4😀", "-2:4a"})
    void endsTheSessionForABodyThatIsNoPayload(String body) throws Exception {
        get(POLLING);
        String session = session(POLLING);

        post(session, TEXT, body);

        assertThat(application.awaitClose()).isEqualTo(CloseReason.PARSE_ERROR);
        assertThat(get(session).status()).isEqualTo(400);
    }

    @Test
    void keepsTheSessionWhenABodyIsTooLarge() throws Exception {
        get(POLLING);
        String session = session(POLLING);
        client.send(
                "POST " + session + " HTTP/1.1",
                "Host: localhost",
                "Content-Type: " + BYTES,
                "Content-Length: " + (LIMIT + 1));
        client.socket.getOutputStream().write(new byte[LIMIT + 1]);
        assertThat(client.readResponse().status()).isEqualTo(413);

        reconnect();
        assertThat(post(session, TEXT, "2:4a")).isEqualTo("ok");
    }

    @Test
    void exchangesScriptsAndForms() throws Exception {
        String target = POLLING + "&b64=1&j=0";
        RawHttp.Response handshake = get(target);
        assertThat(handshake.headers())
                .anyMatch(header -> header.matches("content-type: text/javascript; ?charset=UTF-8"));
        assertThat(handshake.body()).startsWith("___eio[0](\"").endsWith("\");");
        String session = session(target);

        assertThat(post(session, FORM, "d=11%3A4%3C%2Fscript%3E%5Cn")).isEqualTo("ok");

        assertThat(get(session).body()).isEqualTo("___eio[0](\"11:4\\u003c/script>\\u000a\");");
    }

    @Test
    void compressesScripts() throws Exception {
        String target = POLLING + "&j=0";
        get(target);
        String session = session(target);
        application.session().send(EnginePacket.message("x".repeat(2000)));

        client.send("GET " + session + " HTTP/1.1", "Host: localhost", "Accept-Encoding: gzip");
        String head = client.readHead().toLowerCase(Locale.ROOT);
        int length = Integer.parseInt(head.replaceAll("(?s).*content-length: (\\d+).*", "$1"));
        byte[] body = client.in.readNBytes(length);

        assertThat(head).contains("content-encoding: gzip", "content-type: text/javascript");
        assertThat(new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("___eio[0](\"2001:4" + "x".repeat(2000) + "\");");
    }

    @Test
    void exchangesMessagesByWebSocket() throws Exception {
        try (RawWebSocket socket = new RawWebSocket(server.getPort(), WEBSOCKET)) {
            assertThat(socket.read().text()).startsWith("0{\"sid\":").doesNotContain("maxPayload");
            socket.sendText(RawWebSocket.TEXT, "2hello");
            assertThat(socket.read().text()).isEqualTo("3");
            socket.sendText(RawWebSocket.TEXT, "4é");
            assertThat(socket.read().text()).isEqualTo("4é");
            socket.sendWhole(RawWebSocket.BINARY, new byte[] {4, 1, 2});
            assertThat(socket.read().data()).isEqualTo(new byte[] {4, 1, 2});
            assertThat(application.received).contains(Frame.binary(new byte[] {1, 2}));
            socket.sendWhole(RawWebSocket.BINARY, new byte[] {5, 1, 2});
            assertThat(application.awaitClose()).isEqualTo(CloseReason.PARSE_ERROR);
        }
    }

    @Test
    void upgrades() throws Exception {
        get(POLLING);
        String sid = application.session().id();
        try (RawWebSocket socket = new RawWebSocket(server.getPort(), WEBSOCKET + "&sid=" + sid)) {
            socket.sendText(RawWebSocket.TEXT, "2probe");
            assertThat(socket.read().text()).isEqualTo("3probe");
            assertThat(get(session(POLLING)).body()).isEqualTo("1:6");
            socket.sendText(RawWebSocket.TEXT, "5");
            socket.sendText(RawWebSocket.TEXT, "4a");
            assertThat(socket.read().text()).isEqualTo("4a");
        }
    }

    @Test
    void letsNobodyInWhileItIsClosedToThem() throws Exception {
        stop();
        start(false);

        assertThat(get(POLLING).body()).isEqualTo("{\"code\":5,\"message\":\"Unsupported protocol version\"}");
        reconnect();
        assertThat(get(POLLING + "&b64=1&j=0").body()).isEqualTo("{\"code\":3,\"message\":\"JSONP is not allowed\"}");
        reconnect();
        assertThat(get(PATH + "?EIO=4&transport=polling&j=0").status()).isEqualTo(400);
        try (RawWebSocket socket = new RawWebSocket(server.getPort(), WEBSOCKET)) {
            assertThat(socket.upgrade().status()).isEqualTo(400);
            assertThat(socket.upgrade().body()).isEqualTo("Unsupported protocol version");
        }
        assertThat(application.opened).isEmpty();
    }

    /** Some servers close a connection after an error, as they may. */
    private void reconnect() throws IOException {
        client.close();
        client = new RawHttp(server.getPort());
    }

    private String session(String target) {
        return target + "&sid=" + application.session().id();
    }

    private RawHttp.Response get(String target) throws IOException {
        return client.send("GET " + target + " HTTP/1.1", "Host: localhost").readResponse();
    }

    private String post(String target, String type, String body) throws IOException {
        return post(target, type, body.getBytes(StandardCharsets.UTF_8));
    }

    private String post(String target, String type, byte[] body) throws IOException {
        client.send(
                "POST " + target + " HTTP/1.1",
                "Host: localhost",
                "Content-Type: " + type,
                "Content-Length: " + body.length);
        client.socket.getOutputStream().write(body);
        return client.readResponse().body();
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }
}
