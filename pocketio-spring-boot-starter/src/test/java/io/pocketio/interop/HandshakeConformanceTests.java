package io.pocketio.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How sessions are opened, and which requests are refused and how. */
@ExtendWith(QuietLogs.class)
class HandshakeConformanceTests {

    private static final InteropServer SERVER = InteropServer.DEFAULTS;
    private static final String SID = "[A-Za-z0-9_-]{20}";
    private static final String TIMES = "\"pingInterval\":25000,\"pingTimeout\":20000,\"maxPayload\":1000000}";

    @ParameterizedTest
    @ValueSource(strings = {"/socket.io/", "/engine.io/"})
    void opensOverPolling(String path) {
        RawResponse response = get(path + "?EIO=4&transport=polling");

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.text())
                .matches("0\\{\"sid\":\"" + SID + "\",\"upgrades\":\\[\"websocket\"]," + TIMES.replace("}", "\\}"));
        assertThat(response.header("content-type")).isEqualTo("text/plain; charset=UTF-8");
        assertThat(response.header("content-length")).isEqualTo(String.valueOf(response.body().length));
        assertThat(response.header("cache-control")).isEqualTo("no-store");
        assertThat(response.header("set-cookie")).isNull();
        assertThat(response.header("access-control-allow-origin")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/socket.io/", "/engine.io/"})
    void opensOverWebSocket(String path) {
        try (RawWebSocket socket = RawWebSocket.connect(SERVER.port(), path + "?EIO=4&transport=websocket")) {
            assertThat(socket.receive().describe())
                    .matches("0\\{\"sid\":\"" + SID + "\",\"upgrades\":\\[]," + TIMES.replace("}", "\\}"));
            assertThat(socket.handshake().header("sec-websocket-extensions")).isNull();
            assertThat(socket.handshake().header("set-cookie")).isNull();
        }
    }

    @Test
    void givesEachSessionAnIdOfItsOwn() {
        Stream<String> bodies = Stream.generate(
                        () -> get("/socket.io/?EIO=4&transport=polling").text())
                .limit(20);

        assertThat(bodies.map(body -> EngineClient.sid(body.substring(1)))).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "EIO=4&transport=polling&t=abc123",
                "t=1&EIO=4&token=%F0%9F%98%80&transport=polling",
                "EIO=3&EIO=4&transport=websocket&transport=polling",
                "EIO=4&transport=polling&b64=1",
                "EIO=4&transport=polling&__proto__=1&constructor=2"
            })
    void opensWhateverElseIsInTheQuery(String query) {
        assertThat(get("/socket.io/?" + query).text()).startsWith("0{");
    }

    @Test
    void refusesAnEmptyId() {
        InteropServer.notAsReference("The reference server takes it for a handshake");

        assertThat(get("/socket.io/?EIO=4&transport=polling&sid=").text())
                .isEqualTo("{\"code\":1,\"message\":\"Session ID unknown\"}");
    }

    @ParameterizedTest(name = "{0} {1} is {2}: {3}")
    @CsvSource(delimiter = '|', textBlock = """
            GET    | ''                                        | 0 | Transport unknown
            GET    | EIO=4                                     | 0 | Transport unknown
            GET    | EIO=4&transport=                          | 0 | Transport unknown
            GET    | EIO=4&transport=abc                       | 0 | Transport unknown
            GET    | EIO=4&transport=POLLING                   | 0 | Transport unknown
            GET    | EIO=4&transport=__proto__                 | 0 | Transport unknown
            GET    | EIO=4&transport=constructor               | 0 | Transport unknown
            GET    | EIO=4&transport=webtransport              | 0 | Transport unknown
            GET    | EIO=4&transport=polling&transport=abc     | 0 | Transport unknown
            POST   | EIO=4&transport=abc                       | 0 | Transport unknown
            GET    | EIO=4&transport=abc&sid=unknown           | 0 | Transport unknown
            GET    | EIO=4&transport=polling&sid=unknown       | 1 | Session ID unknown
            POST   | EIO=4&transport=polling&sid=unknown       | 1 | Session ID unknown
            PUT    | EIO=4&transport=polling&sid=unknown       | 1 | Session ID unknown
            GET    | EIO=3&transport=polling&sid=unknown       | 1 | Session ID unknown
            GET    | EIO=4&transport=websocket&sid=unknown     | 1 | Session ID unknown
            GET    | EIO=4&transport=polling&sid=__proto__     | 1 | Session ID unknown
            POST   | EIO=4&transport=polling                   | 2 | Bad handshake method
            PUT    | EIO=4&transport=polling                   | 2 | Bad handshake method
            DELETE | EIO=4&transport=polling                   | 2 | Bad handshake method
            PATCH  | EIO=4&transport=polling                   | 2 | Bad handshake method
            OPTIONS | EIO=4&transport=polling                  | 2 | Bad handshake method
            POST   | EIO=3&transport=polling                   | 2 | Bad handshake method
            POST   | EIO=4&transport=websocket                 | 2 | Bad handshake method
            GET    | EIO=4&transport=websocket                 | 3 | Bad request
            GET    | transport=websocket                       | 3 | Bad request
            GET    | transport=polling                         | 5 | Unsupported protocol version
            GET    | EIO=&transport=polling                    | 5 | Unsupported protocol version
            GET    | EIO=3&transport=polling                   | 5 | Unsupported protocol version
            GET    | EIO=5&transport=polling                   | 5 | Unsupported protocol version
            GET    | EIO=04&transport=polling                  | 5 | Unsupported protocol version
            GET    | EIO=abc&transport=polling                 | 5 | Unsupported protocol version
            GET    | EIO=4&EIO=3&transport=polling             | 5 | Unsupported protocol version
            """)
    void refusesOverHttp(String method, String query, int code, String message) {
        for (String path : new String[] {"/socket.io/", "/engine.io/"}) {
            RawResponse response = RawHttp.once(SERVER.port(), method, path + "?" + query);

            assertThat(response.status()).isEqualTo(400);
            assertThat(response.header("content-type")).isEqualTo("application/json");
            assertThat(response.text()).isEqualTo("{\"code\":" + code + ",\"message\":\"" + message + "\"}");
        }
    }

    @Test
    void refusesHeadWithoutBody() {
        RawResponse response = RawHttp.once(SERVER.port(), "HEAD", "/socket.io/?EIO=4&transport=polling");

        assertThat(response.status()).isEqualTo(400);
        assertThat(response.header("content-type")).isEqualTo("application/json");
    }

    @ParameterizedTest(name = "{0} is refused with {1}")
    @CsvSource(delimiter = '|', textBlock = """
            EIO=4                                   | Transport unknown
            EIO=4&transport=abc                     | Transport unknown
            EIO=4&transport=webtransport            | Transport unknown
            EIO=4&transport=websocket&sid=unknown   | Session ID unknown
            """)
    void refusesUpgrade(String query, String words) {
        for (String path : new String[] {"/socket.io/", "/engine.io/"}) {
            RawResponse response = RawWebSocket.refused(SERVER.port(), path + "?" + query);

            assertThat(response.status()).isEqualTo(400);
            assertThat(response.phrase()).isEqualTo("Bad Request");
            assertThat(response.header("connection")).isEqualToIgnoringCase("close");
            assertThat(response.header("content-type")).isEqualTo("text/html");
            assertThat(response.header("content-length")).isEqualTo(String.valueOf(words.length()));
            assertThat(response.text()).isEqualTo(words);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"transport=websocket", "EIO=3&transport=websocket", "EIO=abc&transport=websocket"})
    void refusesUpgradeOfAnotherProtocolVersionBeforeItIsDone(String query) {
        InteropServer.notAsReference("The reference server upgrades first, and then writes HTTP into the WebSocket");

        RawResponse response = RawWebSocket.refused(SERVER.port(), "/socket.io/?" + query);

        assertThat(response.summary()).isEqualTo("400 Unsupported protocol version");
    }

    @Test
    void refusesUpgradeToPolling() {
        InteropServer.notAsReference("The reference server upgrades first, and then closes the WebSocket");

        RawResponse response = RawWebSocket.refused(SERVER.port(), "/socket.io/?EIO=4&transport=polling");

        assertThat(response.summary()).isEqualTo("400 Bad request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "DELETE", "PATCH", "OPTIONS"})
    void answersOtherMethodsOnSessionWithoutWords(String method) {
        try (PollingClient client = new PollingClient(SERVER, EngineClient.ENGINE_IO)) {
            RawResponse response = RawHttp.once(SERVER.port(), method, client.target());

            assertThat(response.summary()).isEqualTo("500 ");
            client.send("4still here");
            client.expect("4still here");
        }
    }

    @Test
    void refusesOtherProtocolVersionOnSession() {
        try (PollingClient client = new PollingClient(SERVER, EngineClient.ENGINE_IO)) {
            RawResponse response = get(client.target().replace("EIO=4", "EIO=3"));

            assertThat(response.summary()).isEqualTo(PollingClient.BAD_REQUEST);
        }
    }

    @Test
    void refusesPollOnWebSocketSession() {
        try (WebSocketClient client = WebSocketClient.open(SERVER, EngineClient.ENGINE_IO)) {
            String target = "/engine.io/?EIO=4&transport=polling&sid=" + client.sid();

            assertThat(get(target).summary()).isEqualTo(PollingClient.BAD_REQUEST);
            assertThat(RawHttp.once(SERVER.port(), "POST", target).summary()).isEqualTo(PollingClient.BAD_REQUEST);
            client.send("4still here");
            client.expect("4still here");
        }
    }

    @Test
    void refusesPlainHttpForWebSocketOnSession() {
        try (PollingClient client = new PollingClient(SERVER, EngineClient.ENGINE_IO)) {
            assertThat(get(client.webSocketTarget()).summary()).isEqualTo(PollingClient.BAD_REQUEST);
            client.send("4still here");
            client.expect("4still here");
        }
    }

    @Test
    void doesNotKnowSessionOfAnotherServer() {
        try (PollingClient client = new PollingClient(SERVER, EngineClient.ENGINE_IO)) {
            String target = client.target().replace("/engine.io/", "/socket.io/");

            assertThat(get(target).summary()).isEqualTo(PollingClient.SESSION_ID_UNKNOWN);
        }
    }

    @Test
    void setsCookieWithHandshakeOnly() {
        try (PollingClient client = new PollingClient(SERVER, "/cookie/")) {
            assertThat(client.handshake().header("set-cookie"))
                    .isEqualTo("io=" + client.sid() + "; Path=/; HttpOnly; SameSite=Lax");

            RawResponse post = client.post("4hello");
            RawResponse poll = client.poll();

            assertThat(post.header("set-cookie")).isNull();
            assertThat(poll.header("set-cookie")).isNull();
        }
    }

    @Test
    void setsCookieWithWebSocketHandshake() {
        InteropServer.notAsReference("The reference server sets the cookie over polling only");

        try (RawWebSocket socket = RawWebSocket.connect(SERVER.port(), "/cookie/?EIO=4&transport=websocket")) {
            String sid = EngineClient.sid(socket.receive().describe().substring(1));

            assertThat(socket.handshake().header("set-cookie"))
                    .isEqualTo("io=" + sid + "; Path=/; HttpOnly; SameSite=Lax");
        }
    }

    @Test
    void refusesWhatTheApplicationForbids() {
        RawResponse response = get("/guarded/?EIO=4&transport=polling&refuse=Forbidden");

        assertThat(response.summary()).isEqualTo("403 {\"code\":4,\"message\":\"Forbidden\"}");
        assertThat(response.header("content-type")).isEqualTo("application/json");
    }

    @Test
    void refusesInTheWordsOfTheApplication() {
        RawResponse response = get("/guarded/?EIO=4&transport=polling&refuse=%22no%22");

        assertThat(response.summary()).isEqualTo("403 {\"code\":4,\"message\":\"\\\"no\\\"\"}");
    }

    @Test
    void refusesUpgradeInTheWordsOfTheApplication() {
        RawResponse response = RawWebSocket.refused(SERVER.port(), "/guarded/?EIO=4&transport=websocket&refuse=no");

        assertThat(response.summary()).isEqualTo("400 no");
    }

    @Test
    void asksTheApplicationForHandshakesOnly() {
        try (PollingClient client = new PollingClient(SERVER, "/guarded/")) {
            assertThat(client.posts().post(client.target() + "&refuse=no", "4a").summary())
                    .isEqualTo("200 ok");
            assertThat(get(client.target() + "&refuse=no").summary()).isEqualTo("200 4a");

            RawWebSocket.connect(SERVER.port(), client.webSocketTarget() + "&refuse=no")
                    .close();
        }
    }

    @Test
    void refusesWhenThereIsNoSessionId() {
        RawResponse response = get("/without-ids/?EIO=4&transport=polling");

        assertThat(response.summary()).isEqualTo(PollingClient.BAD_REQUEST);
    }

    @Test
    void refusesTransportThatIsOff() {
        assertThat(get("/polling-only/?EIO=4&transport=polling").text()).contains("\"upgrades\":[]");
        assertThat(get("/polling-only/?EIO=4&transport=websocket").summary())
                .isEqualTo("400 {\"code\":0,\"message\":\"Transport unknown\"}");
    }

    @Test
    void refusesUpgradeToTransportThatIsOff() {
        InteropServer.notAsReference("The reference server hangs up");

        assertThat(RawWebSocket.refused(SERVER.port(), "/polling-only/?EIO=4&transport=websocket")
                        .summary())
                .isEqualTo("400 Transport unknown");
    }

    @Test
    void namesNoUpgradesWhenTheyAreOff() {
        assertThat(get("/no-upgrades/?EIO=4&transport=polling").text()).contains("\"upgrades\":[]");
    }

    @Test
    void protectsPayloadsFromInternetExplorer() {
        RawResponse response = get(
                "/socket.io/?EIO=4&transport=polling",
                "User-Agent: Mozilla/5.0 (Windows NT 10.0; Trident/7.0; rv:11.0)");

        assertThat(response.header("x-xss-protection")).isEqualTo("0");
    }

    private static RawResponse get(String target, String... headers) {
        return RawHttp.once(SERVER.port(), "GET", target, headers);
    }
}
