package io.pocketio.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What handlers with types make of what clients send, and what they answer when it does not fit. */
@ExtendWith(QuietLogs.class)
class HandlerConformanceTests {

    private static final InteropServer SERVER = InteropServer.DEFAULTS;

    private EngineClient ada;
    private EngineClient bob;
    private EngineClient eve;

    @BeforeEach
    void open() {
        ada = Wire.WEBSOCKET.open(SERVER);
        bob = Wire.POLLING.open(SERVER);
        eve = Wire.UPGRADED.open(SERVER);
        ada.connect();
        bob.connect();
        eve.connect();
    }

    @AfterEach
    void close() {
        ada.close();
        bob.close();
        eve.close();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "[\"number\",\"one\"]",
                "[\"number\",{}]",
                "[\"number\",[]]",
                "[\"number\",null]",
                "[\"number\",99999999999999999999]",
                "[\"number\"]"
            })
    void tellsOfAWrongType(String event) {
        InteropServer.notAsReference("The reference server knows no types");

        String code = event.contains("null") || event.endsWith("\"number\"]") ? "required" : "typeMismatch";
        for (EngineClient client : List.of(ada, bob)) {
            client.send("421" + event);
            assertThat(client.receive())
                    .startsWith("431[{\"error\":\"Invalid arguments\",\"fieldErrors\":[{\"argument\":0,")
                    .contains(code);
        }
        eve.expectAlive();

        ada.send("422[\"number\",1]");
        ada.expect("432[2]");
    }

    @Test
    void tellsOfBinaryForANumber() {
        InteropServer.notAsReference("The reference server knows no types");

        ada.send("451-1[\"number\",{\"_placeholder\":true,\"num\":0}]", "bAQID");

        assertThat(ada.receive()).startsWith("431[{\"error\":\"Invalid arguments\"");
    }

    @ParameterizedTest(name = "{0} is answered with {1}")
    @CsvSource(delimiter = '|', textBlock = """
            421["profile",{"name":"Ada","age":36,"tags":["a"]}]        | 431[{"name":"Ada","age":37,"tags":["a"]}]
            421["profile",{"age":36,"tags":[],"name":"é😀"}]           | 431[{"name":"é😀","age":37,"tags":[]}]
            421["sum",[1,2,3]]                                         | 431[6]
            421["later","x"]                                           | 431["x"]
            421["nothing"]                                             | 431[]
            421["two","a","b"]                                         | 431["b","a"]
            421["maybe"]                                               | 431["absent"]
            421["maybe",null]                                          | 431["absent"]
            421["maybe","x"]                                           | 431["x"]
            """)
    void bindsArguments(String event, String answer) {
        InteropServer.notAsReference("The reference server knows no types");

        ada.send(event);

        ada.expect(answer);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "[\"profile\",{\"name\":1,\"age\":\"x\",\"tags\":{}}]",
                "[\"profile\",\"x\"]",
                "[\"profile\",[]]",
                "[\"sum\",[\"x\"]]",
                "[\"sum\",{\"0\":1}]"
            })
    void tellsOfAWrongStructure(String event) {
        InteropServer.notAsReference("The reference server knows no types");

        ada.send("421" + event);

        assertThat(ada.receive()).startsWith("431[{\"error\":\"Invalid arguments\"");
    }

    @Test
    void answersNothingWhenTheHandlerFails() {
        ada.send("421[\"throw\",\"x\"]");

        ada.expectAlive();
        bob.expectAlive();
    }

    @Test
    void keepsDataOfSocket() {
        ada.send("421[\"set\",\"nick\",\"Ada\"]");
        ada.expect("431[]");
        bob.send("421[\"set\",\"nick\",\"Bob\"]");
        bob.expect("431[]");

        ada.send("422[\"get\",\"nick\"]");

        ada.expect("432[\"Ada\"]");
    }

    @Test
    void knowsQueryOfHandshake() {
        try (PollingClient client = new PollingClient(SERVER, EngineClient.SOCKET_IO)) {
            client.connect();
            client.send("421[\"query\",\"transport\"]");
            client.expect("431[\"polling\"]");
        }
    }
}
