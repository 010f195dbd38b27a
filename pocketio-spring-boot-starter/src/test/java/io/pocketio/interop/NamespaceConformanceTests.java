package io.pocketio.interop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** How namespaces are joined and left, over one connection. */
@ExtendWith(QuietLogs.class)
class NamespaceConformanceTests {

    private static final InteropServer SERVER = InteropServer.DEFAULTS;

    private EngineClient client;

    private void open(Wire wire) {
        client = wire.open(SERVER);
    }

    @AfterEach
    void close() {
        client.close();
    }

    @ParameterizedTest
    @EnumSource(Wire.class)
    void connects(Wire wire) {
        open(wire);

        client.send("40");

        assertThat(client.receive()).matches("40\\{\"sid\":\"[A-Za-z0-9_-]{20}\"}");
    }

    @ParameterizedTest
    @EnumSource(Wire.class)
    void keepsIdOfTheSessionSecret(Wire wire) {
        open(wire);

        String main = client.connect();
        String custom = client.connect("/custom", "");

        assertThat(main).isNotEqualTo(custom).isNotEqualTo(client.sid());
        assertThat(custom).isNotEqualTo(client.sid());
    }

    @ParameterizedTest(name = "auth {0} is {1}")
    @CsvSource(delimiter = '|', textBlock = """
            40/custom                              | {}
            40/custom,                             | {}
            40/custom,{}                           | {}
            40/custom,{"token":"x"}                | {"token":"x"}
            40/custom,{"a":{"b":[1,null,"é😀"]}}   | {"a":{"b":[1,null,"é😀"]}}
            """)
    void givesAuthToTheApplication(String packet, String auth) {
        open(Wire.WEBSOCKET);

        client.send(packet);

        assertThat(client.receive()).matches("40/custom,\\{\"sid\":\"[A-Za-z0-9_-]{20}\"}");
        client.expect("42/custom,[\"auth\"," + auth + "]");
    }

    @ParameterizedTest(name = "{0} is answered with {1}")
    @CsvSource(delimiter = '|', textBlock = """
            40/unk,                       | 44/unk,{"message":"Invalid namespace"}
            40/unk                        | 44/unk,{"message":"Invalid namespace"}
            40/unk,{"token":"x"}          | 44/unk,{"message":"Invalid namespace"}
            40/custom?a=b,                | 44/custom?a=b,{"message":"Invalid namespace"}
            40/custom/,                   | 44/custom/,{"message":"Invalid namespace"}
            40/CUSTOM,                    | 44/CUSTOM,{"message":"Invalid namespace"}
            40/é😀,                       | 44/é😀,{"message":"Invalid namespace"}
            40/__proto__,                 | 44/__proto__,{"message":"Invalid namespace"}
            40/auth,                      | 44/auth,{"message":"nope","data":{"a":1}}
            40/login,                     | 44/login,{"message":"not authorized"}
            40/login,{"token":"guess"}    | 44/login,{"message":"not authorized"}
            40/login,{"token":{"a":1}}    | 44/login,{"message":"not authorized"}
            """)
    void refuses(String packet, String answer) {
        for (Wire wire : Wire.values()) {
            open(wire);

            client.send(packet);

            client.expect(answer);
            client.connect();
            client.expectAlive();
            client.close();
        }
    }

    @ParameterizedTest
    @EnumSource(Wire.class)
    void acceptsSecondAttempt(Wire wire) {
        open(wire);
        client.send("40/login,{\"token\":\"guess\"}");
        client.expect("44/login,{\"message\":\"not authorized\"}");

        client.connect("/login", "{\"token\":\"secret\",\"name\":\"Ada\"}");

        client.send("42/login,0[\"whoami\"]");
        client.expect("43/login,0[\"Ada\"]");
    }

    @ParameterizedTest
    @EnumSource(Wire.class)
    void tellsOfConnectionBeforeTheApplicationDoes(Wire wire) {
        open(wire);

        client.send("40/greeting,");

        client.expect("42/greeting,[\"early\"]");
        assertThat(client.receive()).startsWith("40/greeting,{\"sid\":");
        client.expect(
                "42/greeting,[\"welcome\",1]",
                "452-/greeting,[\"welcome\",{\"_placeholder\":true,\"num\":0},{\"deep\":[{\"_placeholder\":true,\"num\":1}]}]",
                "bAQID",
                "bBAU=");
    }

    @ParameterizedTest
    @EnumSource(Wire.class)
    void keepsNamespacesApart(Wire wire) {
        open(wire);
        client.connect("/custom", "");
        client.expect("42/custom,[\"auth\",{}]");
        client.connect();

        client.send("42/custom,[\"message\",1]", "42[\"message\",2]", "42/custom,[\"echo\",3]", "42[\"echo\",4]");

        client.expect("42/custom,[\"message-back\",1]", "42[\"message-back\",2]", "42[\"echo\",4]");
    }

    @ParameterizedTest
    @EnumSource(Wire.class)
    void acknowledgesInNamespace(Wire wire) {
        open(wire);
        client.connect("/custom", "");
        client.expect("42/custom,[\"auth\",{}]");

        client.send("42/custom,3[\"message-with-ack\",1]");
        client.send("451-/custom,4[\"message-with-ack\",{\"_placeholder\":true,\"num\":0}]", "bAQID");

        client.expect("43/custom,3[1]", "461-/custom,4[{\"_placeholder\":true,\"num\":0}]", "bAQID");
    }

    @ParameterizedTest
    @EnumSource(Wire.class)
    void keepsConnectionWhoseClientLeft(Wire wire) {
        open(wire);
        String first = client.connect();
        try (Watcher watcher = new Watcher(SERVER)) {
            client.send("41");
            assertThat(watcher.reasonOf(first)).isEqualTo("client namespace disconnect");
        }

        String second = client.connect();

        assertThat(second).isNotEqualTo(first);
        client.expectAlive();
    }

    @ParameterizedTest
    @EnumSource(Wire.class)
    void leavesOneNamespaceOfTwo(Wire wire) {
        open(wire);
        client.connect("/custom", "");
        client.expect("42/custom,[\"auth\",{}]");
        client.connect();

        client.send("41/custom,");

        client.expectAlive();
    }

    @ParameterizedTest
    @EnumSource(Wire.class)
    void closesConnectionThatUsesNamespaceItHasLeft(Wire wire) {
        open(wire);
        String id = client.connect();
        try (Watcher watcher = new Watcher(SERVER)) {
            client.send("41");
            assertThat(watcher.reasonOf(id)).isEqualTo("client namespace disconnect");
        }

        client.send("42[\"echo\"]");

        client.expectClosed();
    }

    @ParameterizedTest
    @EnumSource(Wire.class)
    void tellsClientThatTheServerDisconnectsIt(Wire wire) {
        open(wire);
        String id = client.connect();
        try (Watcher watcher = new Watcher(SERVER)) {
            client.send("42[\"bye\",false]");

            client.expect("41");
            assertThat(watcher.reasonOf(id)).isEqualTo("server namespace disconnect");
        }

        client.connect();
        client.expectAlive();
    }

    @Test
    void closesConnectionBehindDisconnect() {
        open(Wire.WEBSOCKET);
        client.connect("/custom", "");
        client.expect("42/custom,[\"auth\",{}]");
        String id = client.connect();
        try (Watcher watcher = new Watcher(SERVER)) {
            client.send("42[\"bye\",true]");

            assertThat(new String[] {client.receive(), client.receive()}).containsExactlyInAnyOrder("41", "41/custom,");
            client.expectClosed();
            assertThat(watcher.reasonOf(id)).isEqualTo("server namespace disconnect");
        }
    }

    @Test
    void closesPollingConnectionBehindDisconnect() {
        PollingClient polling = new PollingClient(SERVER, EngineClient.SOCKET_IO);
        client = polling;
        polling.connect();

        polling.send("42[\"bye\",true]");

        assertThat(polling.poll().summary()).isEqualTo("200 41");
        assertThat(polling.poll().summary()).isEqualTo("200 6\u001e1");
        polling.expectGone();
    }

    @Test
    void closesPollingConnectionBehindDisconnectWithParkedPoll() {
        PollingClient polling = new PollingClient(SERVER, EngineClient.SOCKET_IO);
        client = polling;
        polling.connect();
        polling.park();

        polling.send("42[\"bye\",true]");

        polling.expect("41");
        polling.expectClosed();
    }
}
