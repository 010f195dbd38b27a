package io.pocketio.cluster.classic;

import static io.pocketio.cluster.classic.ClassicFixture.BROADCASTS;
import static io.pocketio.cluster.classic.ClassicFixture.NODE;
import static io.pocketio.cluster.classic.ClassicFixture.OTHER;
import static io.pocketio.cluster.classic.ClassicFixture.REQUESTS;
import static io.pocketio.cluster.classic.ClassicFixture.RESPONSES;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.pocketio.cluster.wire.Golden;
import io.pocketio.server.LogCapture;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a node makes of what others send in their own ways, and of what nobody should have sent. */
class ClassicReaderTests {

    private final LogCapture log = new LogCapture(Level.WARN);
    private final ClassicFixture node = new ClassicFixture(OTHER);

    @AfterEach
    void stopListening() {
        log.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            93 a16e 82 a474797065 02 a464617461 91a165 80                                       ; e() to [] except []       ; neither namespace nor options
            93 a16e 82 a474797065 02 a464617461 91a165 c0                                       ; e() to [] except []       ; options are null
            92 a16e 82 a474797065 02 a464617461 91a165                                          ; e() to [] except []       ; no options
            93 c0 82 a474797065 02 a464617461 91a165 80                                         ; e() to [] except []       ; nobody
            93 a16e 83 a474797065 02 a464617461 91a165 a36e7370 d40000 80                       ; e() to [] except []       ; undefined namespace of an old node
            93 a16e 82 a474797065 05 a464617461 92a165c40109 81 a5666c616773 81a662696e617279c3 ; e([9]) to [] except []    ; binary of an old node
            93 a16e 83 a474797065 02 a464617461 91a165 a26964 07 80                             ; e() to [] except []       ; an id
            94 a16e 82 a474797065 02 a464617461 91a165 80 07                                    ; e() to [] except []       ; more behind it
            93 a16e 82 a474797065 02 a464617461 91a165 81 a5726f6f6d73 93 05 a135 a161          ; e() to [5, a] except []   ; numbers name rooms
            93 a16e 82 a474797065 02 a464617461 91a165 81 a6657863657074 92 cb4014000000000000 c0 ; e() to [] except [5]    ; and null names none
            93 a16e 82 a474797065 02 a464617461 92a165ca3fc00000 80                             ; e(1.5) to [] except []    ; a number of four bytes
            93 a16e 82 a474797065 d3 0000000000000002 a464617461 91a165 80                      ; e() to [] except []       ; a type of eight bytes
            93 a16e 82 a474797065 02 a464617461 92a165d6ff00000001 80                           ; e(1970-01-01T00:00:01.000Z) to [] except [] ; a date of four bytes
            93 a16e 82 a474797065 02 a464617461 92a165c70cff000000000000000000000001 80         ; e(1970-01-01T00:00:01.000Z) to [] except [] ; and of twelve
            93 a16e 82 a474797065 02 a464617461 9107 80                                         ; 7() to [] except []       ; a number names an event
            93 a16e 82 a474797065 02 a464617461 91a165 81 a5666c616773 82 a8766f6c6174696c65 01 a46a736f6e c3 ; e() to [] except [] volatile ; flags of an old emitter
            """)
    void readsBroadcastsOfOthers(String hex, String event, String because) {
        assertThat(node.hearHex(BROADCASTS, hex.replace(" ", "")))
                .as(because)
                .hasSize(1)
                .first()
                .asString()
                .satisfies(
                        verb -> assertThat(verb.replaceAll("\\[B@\\w+", "[9]")).isEqualTo("broadcast / " + event));
        assertThat(node.counters.malformed()).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            93 a16e 83 a474797065 02 a464617461 91a165 a36e7370 c0 80     ; a namespace that is null
            93 a16e 83 a474797065 02 a464617461 91a165 a36e7370 a22f61 80 ; another namespace
            93 a6616161616161 82 a474797065 02 a464617461 91a165 80       ; this node itself
            """)
    void passesOverBroadcastsThatConcernItNot(String hex, String because) {
        assertThat(node.hearHex(BROADCASTS, hex.replace(" ", ""))).as(because).isEmpty();
        assertThat(node.counters.malformed()).isZero();
    }

    @Test
    void passesOverWhatIsForRoomsInWhichNobodyIsBeforeItIsLookedAt() {
        assertThat(node.hear(BROADCASTS + "empty#", "no MessagePack")).isEmpty();
        assertThat(node.hear(BROADCASTS + "room1", "no MessagePack")).isEmpty();
        assertThat(node.counters.malformed()).isZero();

        node.hear(BROADCASTS + "room1#", "no MessagePack");
        assertThat(node.counters.malformed()).isOne();
        byte[] message = Golden.bytes("classic/broadcast-room.hex");
        assertThat(node.hear(BROADCASTS + "room1#", message)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            ''                                                               ; nothing
            c1                                                               ; no MessagePack
            07                                                               ; a number
            80                                                               ; a map
            90                                                               ; an empty array
            93 a16e c0 80                                                    ; no packet
            93 a16e 82 a474797065 02 a464617461 90 80                        ; no event
            93 a16e 82 a474797065 02 a464617461 91c0 80                      ; no name
            93 a16e 82 a474797065 03 a464617461 91a165 80                    ; an acknowledgement
            93 a16e 82 a474797065 02 a464617461 91a165 81 a5726f6f6d73 91c0  ; rooms without names
            93 a16e 82 a474797065 02 a464617461 91a165 81 a5726f6f6d73 a161  ; rooms that are a string
            93 a16e 82 a474797065 02 a464617461 91a165 80 00                 ; bytes behind it
            93 a16e 82 a474797065 02 a464617461 92a165 81 ac5f706c616365686f6c646572 c3 80 ; a placeholder
            93 a16e 82 a474797065 02 a464617461 92a165 a1ff 80               ; no UTF-8
            93 a16e 82 a474797065 02 a464617461 dd7fffffff 80                ; more elements than there are bytes
            93 a16e df7fffffff                                               ; more members
            93 c67fffffff                                                    ; more binary
            """)
    void countsWhatMeansNothing(String hex, String because) {
        assertThat(node.hearHex(BROADCASTS, hex.replace(" ", ""))).as(because).isEmpty();
        assertThat(node.counters.malformed()).isOne();
    }

    @Test
    void countsWhatIsNestedTooDeeply() {
        String head = "93a16e82a47479706502a46461746192a165";

        assertThat(node.hearHex(BROADCASTS, head + "91".repeat(2000) + "c080")).isEmpty();
        assertThat(node.hear(REQUESTS, "{\"type\":6,\"data\":[\"e\"," + "[".repeat(2000) + "]".repeat(2000) + "]}"))
                .isEmpty();
        assertThat(node.counters.malformed()).isEqualTo(2);
    }

    @Test
    void countsWhatHasMoreBinaryValuesThanAnybodySends() {
        String head = "93a16e82a47479706502a464617461dd00007531a165";

        assertThat(node.hearHex(BROADCASTS, head + "c400".repeat(30_000) + "80"))
                .isEmpty();
        assertThat(node.counters.malformed()).isOne();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "broadcast.hex",
                "broadcast-room.hex",
                "old-emitter.hex",
                "ask.hex",
                "fetch.json",
                "join.json",
                "server-question.json",
                "acknowledged.hex",
                "asked.json",
                "sockets.json",
                "room-names-answer.json"
            })
    void neverFailsWhereverAMessageEnds(String golden) {
        byte[] message = Golden.bytes("classic/" + golden);
        ClassicFixture asking = new ClassicFixture("");
        for (int length = 0; length < message.length; length++) {
            byte[] cut = Arrays.copyOf(message, length);
            assertThat(asking.hear(BROADCASTS, cut)).isEmpty();
            assertThat(asking.hear(REQUESTS, cut)).isEmpty();
            assertThat(asking.hear(RESPONSES, cut)).isEmpty();
        }
        assertThat(asking.counters.malformed()).isGreaterThanOrEqualTo(2L * message.length);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"requestId":"a","type":5}                                            | fetch <a of null> to [] except []
            {"requestId":"a","type":1}                                            | roomNames <a of null>
            {"requestId":"a","type":0,"rooms":["x",5]}                            | members <a of null> [5, x]
            {"requestId":"a","type":0}                                            | members <a of null> []
            {"uid":null,"type":2.0,"rooms":["y"],"opts":{"rooms":[5]}}            | join to [5] except [] [y]
            {"type":3,"opts":{"except":["e"]},"rooms":["y"]}                      | leave to [] except [e] [y]
            {"type":4,"opts":{"rooms":["x"]},"close":1}                           | disconnect to [x] except [] true
            {"type":4,"opts":{"rooms":["x"]}}                                     | disconnect to [x] except [] false
            {"type":4,"sid":"ann","close":true}                                   | disconnect to [ann] except [] true
            {"uid":"emitter","type":6,"data":["e",{"type":"Buffer","data":[1]}]}  | serverEvent - e({type=Buffer, data=[1]})
            {"type":6,"data":[7]}                                                 | serverEvent - 7()
            {"type":7,"requestId":"a","packet":{"type":2,"data":["e"]},"opts":{}} | ask <a of null> / e() to [] except [] 0
            {"type":1,"type":0,"requestId":"a"}                                   | members <a of null> []
            """)
    void readsRequestsOfOthers(String json, String verb) {
        assertThat(node.hear(REQUESTS, json)).containsExactly(verb);
        assertThat(node.counters.malformed()).isZero();
        assertThat(node.bus.published()).isEmpty();
    }

    @Test
    void doesToOneSocketWhatOldNodesWant() {
        assertThat(node.hear(REQUESTS, "{\"type\":2,\"sid\":\"ann\",\"room\":\"x\",\"requestId\":\"q\"}"))
                .containsExactly("join to [ann] except [] [x]");
        assertThat(node.sentText()).isEqualTo("{\"requestId\":\"q\"}");
        assertThat(node.hear(REQUESTS, "{\"type\":3,\"sid\":\"ann\",\"room\":5,\"requestId\":\"q\"}"))
                .containsExactly("leave to [ann] except [] [5]");
        assertThat(node.sentText()).isEqualTo("{\"requestId\":\"q\"}");
        assertThat(node.hear(REQUESTS, "{\"type\":4,\"sid\":\"elsewhere\",\"close\":true,\"requestId\":\"q\"}"))
                .isEmpty();
        assertThat(node.bus.published()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"type\":10}",
                "{\"type\":-1}",
                "{\"type\":\"2\",\"rooms\":[\"a\"]}",
                "{\"type\":8,\"requestId\":\"a\",\"clientCount\":1}",
                "{\"type\":9,\"requestId\":\"a\"}",
                "{\"uid\":\"aaaaaa\",\"type\":4,\"opts\":{}}"
            })
    void passesOverRequestsThatAreNone(String json) {
        assertThat(node.hear(REQUESTS, json)).isEmpty();
        assertThat(node.counters.malformed()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " {\"type\":6,\"data\":[\"e\"]}",
                "{\"type\":6,\"data\":[\"e\"]}x",
                "{\"type\":6}",
                "{\"type\":6,\"data\":\"e\"}",
                "{\"type\":6,\"data\":[]}",
                "{\"type\":5}",
                "{\"type\":1,\"requestId\":5}",
                "{\"type\":0}",
                "{\"type\":7,\"packet\":{\"type\":2,\"data\":[\"e\"]}}",
                "{\"type\":7,\"requestId\":\"a\"}",
                "{\"type\":4,\"opts\":{\"rooms\":[null]}}",
                "{\"type\":4,\"opts\":{\"rooms\":{}}}",
                "{\"type\":4,\"opts\":{\"except\":\"x\"}}",
                "[]"
            })
    void countsRequestsThatMeanNothing(String json) {
        assertThat(node.hear(REQUESTS, json)).isEmpty();
        assertThat(node.counters.malformed()).isOne();
    }

    @Test
    void refusesIdsThatNobodyChooses() {
        String longest = "x".repeat(64);

        assertThat(node.hear(REQUESTS, "{\"type\":1,\"requestId\":\"" + longest + "\"}"))
                .hasSize(1);
        assertThat(node.hear(REQUESTS, "{\"type\":1,\"requestId\":\"" + longest + "x\"}"))
                .isEmpty();
        assertThat(node.hear(REQUESTS, "{\"type\":1,\"requestId\":\"a\",\"uid\":\"" + longest + "x\"}"))
                .isEmpty();
        assertThat(node.counters.malformed()).isEqualTo(2);
    }

    /** Types 3, 4 and 6 there are to join, to leave and to disconnect. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6})
    void doesNothingThatNodesOfAnotherNumberingWant(int type) {
        String json = "{\"requestid\":\"a\",\"type\":" + type + ",\"sid\":\"ann\",\"room\":\"x\",\"data\":[\"e\"]}";
        assertThat(node.hear(REQUESTS, json)).isEmpty();
        assertThat(node.hear(REQUESTS, json)).isEmpty();

        assertThat(node.counters.foreign()).isEqualTo(2);
        assertThat(node.counters.malformed()).isZero();
        assertThat(log.messages(Level.WARN)).hasSize(1).first().asString().contains("socket.io-redis 5 or older");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"data\":null}",
                "{\"sockets\":[]}",
                "{\"rooms\":[]}",
                "{\"requestId\":\"KB_2T61\"}",
                "{\"requestId\":\"KB_2T6\",\"rooms\":[]}",
                "{\"requestId\":\"KB_2T61\",\"sockets\":null}",
                "{\"requestId\":\"KB_2T61\",\"type\":5}",
                "{\"requestId\":\"another\",\"sockets\":[{}]",
                "{\"type\":6,\"requestId\":\"another\",\"data\":1}"
            })
    void passesOverAnswersThatAreNoneOfItsOwn(String json) {
        ClassicFixture asking = new ClassicFixture(NODE);

        assertThat(asking.hear(RESPONSES, json)).isEmpty();
        assertThat(asking.counters.malformed()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "7",
                "{\"type\":8,\"requestId\":\"KB_2T61\"}",
                "{\"type\":8,\"requestId\":\"KB_2T61\",\"clientCount\":-1}",
                "{\"type\":8,\"requestId\":\"KB_2T61\",\"clientCount\":1e12}",
                "{\"requestId\":\"KB_2T61\",\"sockets\":[{}]}",
                "{\"requestId\":\"KB_2T61\",\"sockets\":[\"a\"]}",
                "{\"requestId\":\"KB_2T61\",\"rooms\":[]"
            })
    void countsAnswersThatMeanNothing(String json) {
        ClassicFixture asking = new ClassicFixture(NODE);

        assertThat(asking.hear(RESPONSES, json)).isEmpty();
        assertThat(asking.counters.malformed()).isOne();
    }

    @Test
    void saysOnceAMinuteThatItCouldNotReadSomething() {
        node.hear(BROADCASTS, "secret");
        node.hear(REQUESTS, "secret");
        assertThat(log.messages(Level.WARN))
                .hasSize(1)
                .first()
                .asString()
                .contains("6 bytes", "socket.io#/#", "same prefix")
                .doesNotContain("secret");

        node.nanoTime.addAndGet(TimeUnit.MINUTES.toNanos(1));
        node.hear(BROADCASTS, "secret");
        assertThat(log.messages(Level.WARN)).hasSize(2);
    }
}
