package io.pocketio.webflux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.springframework.web.reactive.function.server.RequestPredicates.path;
import static org.springframework.web.reactive.function.server.RouterFunctions.route;

import io.pocketio.engine.CloseReason;
import io.pocketio.engine.EngineOptions;
import io.pocketio.engine.EngineRequest;
import io.pocketio.engine.EngineServer;
import io.pocketio.engine.HandshakeCookie;
import io.pocketio.engine.TransportType;
import io.pocketio.engine.packet.Frame;
import io.pocketio.engine.session.EngineServerBuilder;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.web.server.WebServer;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.ServerWebExchangeDecorator;
import org.springframework.web.server.WebFilter;
import reactor.core.publisher.Mono;

/** An engine behind a path of a WebFlux server, seen from the socket. */
@Timeout(60)
public abstract class EngineHandlerFunctionContractTests {

    protected static final int LIMIT = 10_000;
    protected static final String PATH = "/engine.io/";
    protected static final String HANDSHAKE = PATH + "?EIO=4&transport=polling";
    protected static final String DIRECT = PATH + "?EIO=4&transport=websocket";

    protected final RecordingEngine application = new RecordingEngine();
    protected final AtomicReference<Mono<String>> refusal = new AtomicReference<>(Mono.empty());
    protected EngineServer engine;
    protected WebServer server;
    protected RawHttp client;

    protected abstract TestServers server();

    @BeforeEach
    void start() throws IOException {
        engine = EngineServerBuilder.create(application)
                .options(EngineOptions.of(
                        options -> options.maxHttpBufferSize(LIMIT).cookie(HandshakeCookie.defaults())))
                .allowRequest(request -> refusal.get())
                .build();
        WebFilter login = (exchange, chain) ->
                chain.filter(withPrincipal(exchange)).contextWrite(context -> context.put("trace", "t1"));
        server = server().start(route(path(PATH), new EngineHandlerFunction(engine)), login);
        client = new RawHttp(server.getPort());
    }

    private static ServerWebExchange withPrincipal(ServerWebExchange exchange) {
        String name = exchange.getRequest().getHeaders().getFirst("X-User");
        return new ServerWebExchangeDecorator(exchange) {
            @Override
            @SuppressWarnings("unchecked")
            public <T extends Principal> Mono<T> getPrincipal() {
                return (Mono<T>) Mono.justOrEmpty(name).map(user -> (Principal) () -> user);
            }
        };
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        engine.close().block(Duration.ofSeconds(10));
        server.stop();
    }

    @Test
    void opensSessionOverPolling() throws Exception {
        RawHttp.Response response = get(HANDSHAKE);

        String sid = application.session().id();
        assertThat(response.status()).isEqualTo(200);
        assertThat(response.headers())
                .contains(
                        "cache-control: no-store",
                        "content-length: " + response.body().length(),
                        "set-cookie: io=" + sid + "; Path=/; HttpOnly; SameSite=Lax");
        assertThat(response.headers()).noneMatch(header -> header.startsWith("vary"));
        assertThat(response.body())
                .isEqualTo(
                        "0{\"sid\":\"" + sid
                                + "\",\"upgrades\":[\"websocket\"],\"pingInterval\":25000,\"pingTimeout\":20000,\"maxPayload\":10000}");
    }

    @Test
    void tellsTheEngineWhatTheRequestWas() throws Exception {
        client.send(
                "GET " + HANDSHAKE + "&a=1&a=%C3%A4+b&flag&t=x HTTP/1.1",
                "Host: example.com",
                "X-User: anna",
                "X-Custom: one",
                "x-custom: two");
        client.readResponse();

        EngineRequest request = application.session().request();
        assertThat(request.method()).isEqualTo("GET");
        assertThat(request.uri()).isEqualTo(HANDSHAKE + "&a=1&a=%C3%A4+b&flag&t=x");
        assertThat(request.query())
                .containsEntry("a", "ä b")
                .containsEntry("flag", "")
                .containsEntry("t", "x");
        assertThat(request.headers()).containsEntry("x-custom", List.of("one", "two"));
        assertThat(request.header("host")).isEqualTo("example.com");
        assertThat(request.principal()).extracting(Principal::getName).isEqualTo("anna");
        assertThat(request.context().<String>get("trace")).isEqualTo("t1");
        assertThat(request.remoteAddress().getPort()).isEqualTo(client.socket.getLocalPort());
        assertThat(request.secure()).isFalse();
        assertThat(request.webSocket()).isFalse();
    }

    @Test
    void readsAQueryInWhichNothingIsEncoded() throws Exception {
        get(HANDSHAKE + "&a=1&a=2&flag&&b==x&c=");

        assertThat(application.session().request().query())
                .containsOnly(
                        entry("EIO", "4"),
                        entry("transport", "polling"),
                        entry("a", "2"),
                        entry("flag", ""),
                        entry("b", "=x"),
                        entry("c", ""));
    }

    @Test
    void takesABodyThatComesInPieces() throws Exception {
        get(HANDSHAKE);
        String post = HANDSHAKE + "&sid=" + application.session().id();
        client.send("POST " + post + " HTTP/1.1", "Host: localhost", "Content-Length: 9");
        OutputStream out = client.socket.getOutputStream();
        out.write("4first".getBytes(StandardCharsets.US_ASCII));
        out.flush();
        out.write("\u001e4x".getBytes(StandardCharsets.US_ASCII));
        out.flush();

        assertThat(client.readResponse().body()).isEqualTo("ok");
        assertThat(application.received).extracting(Frame::asText).containsExactly("first", "x");
    }

    @Test
    void exchangesMessagesOverPolling() throws Exception {
        String sid = handshake();

        assertThat(post(sid, "4hällo\u001e4zwei")).isEqualTo("ok");

        assertThat(poll(sid)).isEqualTo("4hällo\u001e4zwei");
    }

    @Test
    void takesBodyOfExactlyTheLimit() throws Exception {
        String sid = handshake();
        String message = "x".repeat(LIMIT - 1);

        assertThat(post(sid, "4" + message)).isEqualTo("ok");

        assertThat(poll(sid)).isEqualTo("4" + message);
    }

    @Test
    void takesBodyInChunks() throws Exception {
        String sid = handshake();

        client.send("POST " + HANDSHAKE + "&sid=" + sid + " HTTP/1.1", "Host: a", "Transfer-Encoding: chunked");
        client.sendText("3\r\n4ab\r\n");
        client.sendText("2\r\ncd\r\n0\r\n\r\n");

        assertThat(client.readResponse().body()).isEqualTo("ok");
        assertThat(poll(sid)).isEqualTo("4abcd");
    }

    @Test
    void refusesBodyAboveTheLimitAndKeepsTheSession() throws Exception {
        String sid = handshake();

        client.send("POST " + HANDSHAKE + "&sid=" + sid + " HTTP/1.1", "Host: a", "Content-Length: " + (LIMIT + 1));
        client.sendText("4" + "x".repeat(LIMIT));

        assertThat(client.readResponse().status()).isEqualTo(413);
        reconnect();
        assertThat(post(sid, "4again")).isEqualTo("ok");
        assertThat(poll(sid)).isEqualTo("4again");
    }

    @Test
    void passesAnyMethodToTheEngine() throws Exception {
        String sid = handshake();

        assertThat(request("OPTIONS", HANDSHAKE).body()).isEqualTo("{\"code\":2,\"message\":\"Bad handshake method\"}");
        reconnect();
        assertThat(request("PUT", HANDSHAKE).status()).isEqualTo(400);
        reconnect();
        assertThat(request("DELETE", HANDSHAKE + "&sid=" + sid).status()).isEqualTo(500);
    }

    @Test
    void answersHeadWithoutBody() throws Exception {
        client.send("HEAD " + PATH + "?EIO=4&transport=x HTTP/1.1", "Host: a", "Connection: close");

        assertThat(client.readHead()).startsWith("HTTP/1.1 400");
        assertThat(client.isAtEnd()).isTrue();
    }

    @Test
    void refusesWebSocketTransportWithoutUpgrade() throws Exception {
        RawHttp.Response response = get(DIRECT);

        assertThat(response.status()).isEqualTo(400);
        assertThat(response.headers()).contains("content-type: application/json");
        assertThat(response.body()).isEqualTo("{\"code\":3,\"message\":\"Bad request\"}");
    }

    @Test
    void opensSessionOverWebSocket() throws Exception {
        try (RawWebSocket socket = new RawWebSocket(server.getPort(), DIRECT)) {
            String sid = application.session().id();
            assertThat(socket.upgrade().headers())
                    .contains("set-cookie: io=" + sid + "; Path=/; HttpOnly; SameSite=Lax");
            assertThat(socket.read().text()).startsWith("0{\"sid\":\"" + sid + "\",\"upgrades\":[]");

            socket.sendText(RawWebSocket.TEXT, "4hällo");

            assertThat(socket.read().text()).isEqualTo("4hällo");
            assertThat(application.session().request().webSocket()).isTrue();
        }
        assertThat(application.awaitClose()).isEqualTo(CloseReason.TRANSPORT_CLOSE);
    }

    @Test
    void upgradesFromPolling() throws Exception {
        String sid = handshake();
        try (RawWebSocket socket = new RawWebSocket(server.getPort(), DIRECT + "&sid=" + sid)) {
            socket.sendText(RawWebSocket.TEXT, "2probe");
            assertThat(socket.read().text()).isEqualTo("3probe");
            assertThat(poll(sid)).isEqualTo("6");
            socket.sendText(RawWebSocket.TEXT, "5");
            socket.sendText(RawWebSocket.TEXT, "4hello");

            assertThat(socket.read().text()).isEqualTo("4hello");
            assertThat(application.session().transport()).isEqualTo(TransportType.WEBSOCKET);
        }
    }

    @Test
    void upgradesWhenTheEngineAnswersOnAnotherThread() throws Exception {
        refusal.set(Mono.delay(Duration.ofMillis(10)).then(Mono.empty()));

        try (RawWebSocket socket = new RawWebSocket(server.getPort(), DIRECT)) {
            assertThat(socket.read().text()).startsWith("0{");
            socket.sendText(RawWebSocket.TEXT, "4hello");
            assertThat(socket.read().text()).isEqualTo("4hello");
        }
    }

    @Test
    void answersWithTheFirstSubprotocol() throws Exception {
        try (RawWebSocket socket = new RawWebSocket(server.getPort(), DIRECT, "Sec-WebSocket-Protocol: one, two")) {
            assertThat(socket.upgrade().headers()).contains("sec-websocket-protocol: one");
            assertThat(socket.read().text()).startsWith("0{");
        }
    }

    @Test
    void refusesUpgradeOfUnknownSession() throws Exception {
        client.send(RawWebSocket.request(DIRECT + "&sid=nobody"));

        assertRefused("Session ID unknown");
    }

    @Test
    void refusesUpgradeTheApplicationDoesNotAllow() throws Exception {
        refusal.set(Mono.just("not you"));

        client.send(RawWebSocket.request(DIRECT));

        assertRefused("not you");
        assertThat(engine.clientsCount()).isZero();
    }

    @Test
    void refusesUpgradeWithoutKey() throws Exception {
        refusesMalformed("Sec-WebSocket-Version: 13");
    }

    @Test
    void refusesUpgradeWithShortKey() throws Exception {
        refusesMalformed("Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: c2hvcnQ=");
    }

    @Test
    void refusesUpgradeWithKeyThatIsNotBase64() throws Exception {
        refusesMalformed("Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: ????????????????????????");
    }

    @Test
    void refusesUpgradeOfAnotherVersion() throws Exception {
        refusesMalformed("Sec-WebSocket-Version: 9", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==");
    }

    @Test
    void refusesUpgradeWithoutVersion() throws Exception {
        refusesMalformed("Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==");
    }

    @Test
    void refusesUpgradeWithMalformedSubprotocol() throws Exception {
        refusesMalformed(
                "Sec-WebSocket-Version: 13",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                "Sec-WebSocket-Protocol: ,");
    }

    private void refusesMalformed(String... headers) throws IOException {
        String sid = handshake();
        RawHttp other = new RawHttp(server.getPort());
        other.sendText("GET " + DIRECT + "&sid=" + sid
                + " HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n");
        other.send(headers);

        RawHttp.Response response = other.readResponse();

        assertThat(response.status()).isEqualTo(400);
        assertThat(response.body()).isEqualTo("Bad request");
        assertThat(other.isAtEnd()).isTrue();
        assertThat(post(sid, "4still here")).isEqualTo("ok");
        assertThat(poll(sid)).isEqualTo("4still here");
    }

    @Test
    void refusesUpgradeByPost() throws Exception {
        String[] lines = RawWebSocket.request(DIRECT);
        lines[0] = lines[0].replace("GET", "POST");
        client.send(lines);

        assertThat(client.readResponse().status()).isEqualTo(400);
    }

    private void assertRefused(String words) throws IOException {
        RawHttp.Response response = client.readResponse();
        assertThat(response.status()).isEqualTo(400);
        assertThat(response.headers()).contains("connection: close", "content-length: " + words.length());
        assertThat(response.headers()).anyMatch(header -> header.startsWith("content-type: text/html"));
        assertThat(response.body()).isEqualTo(words);
        assertThat(client.isAtEnd()).isTrue();
    }

    /** Some servers close a connection after an error, as they may. */
    private void reconnect() throws IOException {
        client.close();
        client = new RawHttp(server.getPort());
    }

    protected String handshake() throws IOException {
        String body = get(HANDSHAKE).body();
        return body.substring(body.indexOf("sid\":\"") + 6, body.indexOf("\",\"upgrades"));
    }

    protected RawHttp.Response get(String target) throws IOException {
        return request("GET", target);
    }

    protected RawHttp.Response request(String method, String target) throws IOException {
        return client.send(method + " " + target + " HTTP/1.1", "Host: localhost")
                .readResponse();
    }

    protected String poll(String sid) throws IOException {
        return get(HANDSHAKE + "&sid=" + sid).body();
    }

    protected String post(String sid, String payload) throws IOException {
        byte[] body = payload.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        client.send(
                "POST " + HANDSHAKE + "&sid=" + sid + " HTTP/1.1",
                "Host: a",
                "Content-Type: text/plain;charset=UTF-8",
                "Content-Length: " + body.length);
        client.socket.getOutputStream().write(body);
        return client.readResponse().body();
    }
}
