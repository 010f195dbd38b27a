package io.pocketio.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Acknowledgements, rooms and broadcasts among three clients, one for each way. */
@ExtendWith(QuietLogs.class)
class EventConformanceTests {

    private static final InteropServer SERVER = InteropServer.DEFAULTS;
    private static final Pattern QUESTION = Pattern.compile("42(\\d+)(\\[.*])");

    private EngineClient ada;
    private EngineClient bob;
    private EngineClient eve;
    private String adaId;
    private String bobId;
    private String eveId;

    @BeforeEach
    void open() {
        ada = Wire.WEBSOCKET.open(SERVER);
        bob = Wire.POLLING.open(SERVER);
        eve = Wire.UPGRADED.open(SERVER);
        adaId = ada.connect();
        bobId = bob.connect();
        eveId = eve.connect();
    }

    @AfterEach
    void close() {
        ada.close();
        bob.close();
        eve.close();
    }

    @Test
    void waitsForAcknowledgementOfClient() {
        ada.send("42[\"ask\",\"really?\",1]");
        String id = questionId(ada, "[\"really?\",1]");

        ada.send("43" + id + "[\"yes\",2]");

        ada.expect("42[\"answered\",\"yes\",2]");
    }

    @Test
    void takesBinaryAcknowledgement() {
        bob.send("42[\"ask\",\"really?\"]");
        String id = questionId(bob, "[\"really?\"]");

        bob.send("461-" + id + "[{\"_placeholder\":true,\"num\":0}]", "bAQID");

        bob.expect("451-[\"answered\",{\"_placeholder\":true,\"num\":0}]", "bAQID");
    }

    @Test
    void takesAcknowledgementWithoutArguments() {
        eve.send("42[\"ask\",\"really?\"]");
        String id = questionId(eve, "[\"really?\"]");

        eve.send("43" + id + "[]");

        eve.expect("42[\"answered\"]");
    }

    @Test
    void sendsBinaryThatWaitsForAcknowledgement() {
        ada.send("451-[\"ask\",\"really?\",{\"_placeholder\":true,\"num\":0}]", "bAQID");

        Matcher question = Pattern.compile("451-(\\d+)\\[\"really\\?\",\\{\"_placeholder\":true,\"num\":0}]")
                .matcher(ada.receive());
        assertThat(question.matches()).isTrue();
        ada.expect("bAQID");
        ada.send("43" + question.group(1) + "[]");
        ada.expect("42[\"answered\"]");
    }

    @Test
    void countsFirstOfSeveralAcknowledgements() {
        ada.send("42[\"ask\",\"really?\"]");
        String id = questionId(ada, "[\"really?\"]");

        ada.send("43" + id + "[1]", "43" + id + "[2]");

        ada.expect("42[\"answered\",1]");
        ada.expectAlive();
    }

    @Test
    void takesAcknowledgementFromNobodyElse() {
        ada.send("42[\"ask\",\"really?\"]");
        String id = questionId(ada, "[\"really?\"]");

        eve.send("43" + id + "[\"from eve\"]");
        eve.expectAlive();
        ada.send("43" + id + "[\"from ada\"]");

        ada.expect("42[\"answered\",\"from ada\"]");
    }

    private static String questionId(EngineClient client, String arguments) {
        Matcher question = QUESTION.matcher(client.receive());
        assertThat(question.matches()).isTrue();
        assertThat(question.group(2)).isEqualTo(arguments);
        return question.group(1);
    }

    @Test
    void tellsRoomsOfSocket() {
        join(bob, "green");
        join(bob, "red");

        bob.send("425[\"rooms\"]");

        String answer = bob.receive();
        assertThat(answer).startsWith("435[[").contains("\"" + bobId + "\"", "\"green\"", "\"red\"");
    }

    @Test
    void reachesRoomWithoutSender() {
        join(ada, "green");
        join(bob, "green");

        ada.send("42[\"to\",[\"green\"],\"hi\"]");

        bob.expect("42[\"told\",\"hi\"]");
        ada.expectAlive();
        eve.expectAlive();
    }

    @Test
    void reachesRoomWithSender() {
        join(ada, "green");
        join(bob, "green");

        ada.send("42[\"in\",[\"green\"],\"hi\"]");

        ada.expect("42[\"told\",\"hi\"]");
        bob.expect("42[\"told\",\"hi\"]");
        eve.expectAlive();
    }

    @Test
    void reachesEachSocketOfSeveralRoomsOnce() {
        join(ada, "green");
        join(ada, "red");
        join(eve, "red");

        bob.send("42[\"to\",[\"green\",\"red\"],\"hi\"]");

        ada.expect("42[\"told\",\"hi\"]");
        eve.expect("42[\"told\",\"hi\"]");
        ada.expectAlive();
        eve.expectAlive();
        bob.expectAlive();
    }

    @Test
    void exceptsRoom() {
        join(ada, "green");

        bob.send("42[\"except\",[\"green\"],\"hi\"]");

        eve.expect("42[\"told\",\"hi\"]");
        ada.expectAlive();
        bob.expectAlive();
    }

    @Test
    void exceptsRoomFromRoom() {
        join(ada, "green");
        join(bob, "green");
        join(bob, "red");

        eve.send("42[\"in-except\",[\"green\"],[\"red\"],\"hi\"]");

        ada.expect("42[\"told\",\"hi\"]");
        bob.expectAlive();
        eve.expectAlive();
    }

    @Test
    void broadcastsToOthers() {
        ada.send("42[\"broadcast\",\"hi\"]");

        bob.expect("42[\"told\",\"hi\"]");
        eve.expect("42[\"told\",\"hi\"]");
        ada.expectAlive();
    }

    @Test
    void reachesEverybody() {
        bob.send("42[\"everybody\",{\"é\":[\"😀\"]}]");

        ada.expect("42[\"told\",{\"é\":[\"😀\"]}]");
        bob.expect("42[\"told\",{\"é\":[\"😀\"]}]");
        eve.expect("42[\"told\",{\"é\":[\"😀\"]}]");
    }

    @Test
    void reachesNobodyOfOtherNamespace() {
        try (EngineClient elsewhere = Wire.WEBSOCKET.open(SERVER)) {
            elsewhere.connect("/custom", "");
            elsewhere.expect("42/custom,[\"auth\",{}]");

            ada.send("42[\"everybody\",1]");

            ada.expect("42[\"told\",1]");
            elsewhere.send("42/custom,[\"message\"]");
            elsewhere.expect("42/custom,[\"message-back\"]");
        }
    }

    @Test
    void broadcastsBinary() {
        ada.send("451-[\"everybody\",{\"_placeholder\":true,\"num\":0}]", "bAQID");

        for (EngineClient client : new EngineClient[] {ada, bob, eve}) {
            client.expect("451-[\"told\",{\"_placeholder\":true,\"num\":0}]", "bAQID");
        }
    }

    @Test
    void reachesOneSocketByItsId() {
        ada.send("42[\"to\",[\"" + bobId + "\"],\"psst\"]");

        bob.expect("42[\"told\",\"psst\"]");
        ada.expectAlive();
        eve.expectAlive();
    }

    @Test
    void spareSenderThatWritesToItself() {
        ada.send("42[\"to\",[\"" + adaId + "\"],\"psst\"]");

        ada.expectAlive();
    }

    @Test
    void reachesNobodyWhoLeftTheRoom() {
        join(bob, "green");
        bob.send("427[\"leave\",\"green\"]");
        bob.expect("437[]");

        ada.send("42[\"to\",[\"green\"],\"hi\"]");

        ada.expectAlive();
        bob.expectAlive();
    }

    @Test
    void reachesNobodyWhoLeftTheNamespace() {
        join(eve, "green");
        try (Watcher watcher = new Watcher(SERVER)) {
            eve.send("41");
            assertThat(watcher.reasonOf(eveId)).isEqualTo("client namespace disconnect");
        }
        eve.connect();

        ada.send("42[\"to\",[\"green\"],\"hi\"]");

        ada.expectAlive();
        eve.expectAlive();
    }

    private static void join(EngineClient client, String room) {
        client.send("429[\"join\",\"" + room + "\"]");
        client.expect("439[]");
    }

    @Test
    void dropsVolatileEventsWithoutPoll() {
        bob.send("42[\"volatile\",1]");

        bob.expectAlive();
    }

    @Test
    void sendsVolatileEventsToParkedPoll() {
        ((PollingClient) bob).park();

        ada.send("42[\"volatile-to\",\"" + bobId + "\",1]");

        bob.expect("42[\"told\",1]");
    }

    @Test
    void dropsVolatileBroadcastForPollingClientWithoutPollOnly() {
        join(ada, "green");
        join(bob, "green");

        eve.send("42[\"volatile-to\",\"green\",1]");
        eve.expectAlive();

        ada.expect("42[\"told\",1]");
        bob.expectAlive();
    }

    @Test
    void sendsVolatileEventsOverWebSocket() {
        ada.send("42[\"volatile\",1]");

        ada.expect("42[\"told\",1]");
    }

    @Test
    void tellsRoomsOfSocketThatLeaves() {
        join(ada, "green");
        join(ada, "red");
        try (Watcher watcher = new Watcher(SERVER)) {
            ada.close();

            assertThat(watcher.leaving(adaId)).isEqualTo("\"transport close\",[\"green\",\"red\"]");
            assertThat(watcher.reasonOf(adaId)).isEqualTo("transport close");
        }
    }
}
