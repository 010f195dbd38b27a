package io.pocketio.sample;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.awaitility.Awaitility.await;

import io.pocketio.sample.Person.Event;
import io.socket.client.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.json.JSONArray;
import org.json.JSONObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {"chat.rooms=3", "chat.members-per-room=3", "chat.text-length=20", "chat.picture-size=1KB"})
class ChatTests {

    private static final byte[] PICTURE = {(byte) 0x89, 'P', 'N', 'G', 0, 1, -1};
    private static final AtomicInteger COUNT = new AtomicInteger();

    @LocalServerPort
    private int port;

    @Autowired
    private ChatRooms rooms;

    /** Each test has one of its own, without history. */
    private final String room = "Room " + COUNT.incrementAndGet();

    private final List<Person> people = new ArrayList<>();

    @AfterEach
    void everybodyGoesHome() {
        people.forEach(Person::close);
        await().until(() -> rooms.list().rooms().stream().allMatch(each -> each.members() == 0));
    }

    @Test
    void welcomesWithNicknameAndLimits() {
        Person ada = comes(Map.of("nickname", " Ada "));

        assertThat(ada.sees("welcome").object())
                .isEqualTo(
                        Map.of("nickname", "Ada", "maxNameLength", 24, "maxTextLength", 20, "maxPictureBytes", 1024));
        ada.joins(room);
    }

    @Test
    void refusesNicknameThatIsEmpty() {
        assertThat(refusal(Map.of("nickname", " "))).isEqualTo("Please choose a nickname.");
        assertThat(refusal(Map.of())).isEqualTo("Please choose a nickname.");
    }

    @Test
    void refusesNicknameThatIsTooLong() {
        assertThat(refusal(Map.of("nickname", "A".repeat(25)))).isEqualTo("A nickname has at most 24 characters.");
    }

    @Test
    void refusesNicknameThatSomebodyHas() {
        enters("Ada");

        assertThat(refusal(Map.of("nickname", "ADA")))
                .isEqualTo("\"ADA\" is here already. Please choose another nickname.");
    }

    @Test
    void givesNicknameOfWhoHasLeftToTheNext() {
        Person grace = enters("Grace");
        Person ada = enters("Ada");
        ada.close();
        grace.sees("presence", presenceOf("Grace"));

        enters("Ada");

        grace.sees("presence", presenceOf("Grace", "Ada"));
    }

    @Test
    void replacesDeadConnectionOfTheSameClient() {
        Person before = comes(Map.of("nickname", "Ada", "key", "secret"));
        before.joins(room);

        Person after = comes(Map.of("nickname", "Ada", "key", "secret"));

        assertThat(before.sees(Socket.EVENT_DISCONNECT).arguments()).containsExactly("io server disconnect");
        assertThat(after.joins(room)).extractingByKey("presence", as(MAP)).containsEntry("members", List.of("Ada"));
    }

    @Test
    void tellsEverybodyAboutNewRoom() {
        Person ada = enters("Ada");
        Person grace = enters("Grace");

        grace.joins(room + " b");

        ada.sees(
                "rooms",
                event -> event.object()
                        .get("rooms")
                        .equals(List.of(
                                Map.of("name", "Lobby", "members", 0),
                                Map.of("name", room, "members", 1),
                                Map.of("name", room + " b", "members", 1))));
    }

    @Test
    void tellsMembersWhoComesAndGoes() {
        Person ada = enters("Ada");
        Person grace = enters("Grace");
        ada.sees("presence", presenceOf("Ada", "Grace"));

        grace.joins("Lobby");

        ada.sees("presence", presenceOf("Ada"));
    }

    @Test
    void refusesMoreRoomsAndMembersThanItsLimits() {
        enters("Ada").joins(room);
        enters("Grace").joins(room + " b");
        Person linus = enters("Linus");

        assertThat(linus.joins(room + " c"))
                .isEqualTo(Map.of("error", "There are 3 rooms already. Please join one of them."));
        enters("Alan");
        enters("Barbara");
        Person late = comes(Map.of("nickname", "Late"));
        assertThat(late.joins(room)).extractingByKey("error", as(STRING)).contains("is full");
        assertThat(linus.says("still here")).isPositive();
    }

    @Test
    void keepsClientsOutOfTheRoomsOfSockets() {
        Person ada = enters("Ada");

        assertThat(enters("Mallory").joins("room:" + room))
                .extractingByKey("error", as(STRING))
                .contains("letters, digits");
        assertThat(ada.otherEvents()).doesNotContain("message");
    }

    @Test
    void passesTextToTheOthersInTheRoom() {
        Person ada = enters("Ada");
        Person grace = enters("Grace");
        Person elsewhere = enters("Linus");
        elsewhere.joins("Lobby");

        Map<String, Object> receipt = ada.asks("message", "key", " Hello, Grace ");

        assertThat(grace.sees("message").object())
                .isEqualTo(Map.of(
                        "id",
                        receipt.get("id"),
                        "room",
                        room,
                        "author",
                        "Ada",
                        "key",
                        "key",
                        "time",
                        receipt.get("time"),
                        "text",
                        "Hello, Grace"));
        assertThat(Instant.parse((String) receipt.get("time"))).isBeforeOrEqualTo(Instant.now());
        assertThat(ada.otherEvents()).doesNotContain("message");
        assertThat(elsewhere.otherEvents()).doesNotContain("message");
    }

    @Test
    void saysOnceWhatIsSentTwice() {
        Person ada = enters("Ada");
        Person grace = enters("Grace");

        long first = ada.says("Hello");
        long second = ada.says("Hello");

        assertThat(second).isEqualTo(first);
        grace.sees("message");
        ada.says("Bye");
        assertThat(grace.sees("message").object()).containsEntry("text", "Bye");
    }

    @Test
    void refusesTextThatIsEmptyOrTooLong() {
        Person ada = enters("Ada");

        assertThat(ada.asks("message", "key", " "))
                .extractingByKey("error", as(STRING))
                .contains("1 to 20 characters");
        assertThat(ada.asks("message", "key", "x".repeat(21)))
                .extractingByKey("error", as(STRING))
                .contains("1 to 20 characters");
    }

    @Test
    void refusesToSpeakOutsideOfRooms() {
        Person ada = comes(Map.of("nickname", "Ada"));

        assertThat(ada.asks("message", "key", "Hello")).isEqualTo(Map.of("error", "Please join a room first."));
        ada.joins(room);
    }

    @Test
    void survivesEventsThatDoNotFit() {
        Person mallory = enters("Mallory");
        mallory.emits("message", new JSONObject(), new JSONArray());
        mallory.emits("message");
        mallory.emits("picture", "key", "image/png", "not binary");
        mallory.emits("delivered", "everything");
        mallory.emits("no such event", 1);

        assertThat(mallory.says("Hello")).isPositive();
    }

    @Test
    void passesPictureAsBinary() {
        Person ada = enters("Ada");
        Person grace = enters("Grace");

        Map<String, Object> receipt = ada.asks("picture", "key", "image/png", PICTURE);

        assertThat(grace.sees("message").object())
                .containsEntry("id", receipt.get("id"))
                .doesNotContainKey("text")
                .extractingByKey("picture", as(MAP))
                .containsEntry("type", "image/png")
                .containsEntry("data", PICTURE);
    }

    @Test
    void refusesPictureThatIsTooBigOrOfAnotherType() {
        Person ada = enters("Ada");

        assertThat(ada.asks("picture", "key", "image/png", new byte[1025]))
                .isEqualTo(Map.of("error", "A picture has at most 1 KB."));
        assertThat(ada.asks("picture", "key", "image/svg+xml", PICTURE))
                .isEqualTo(Map.of("error", "A picture is a JPEG, PNG, GIF or WebP file."));
    }

    @Test
    void givesHistoryToNewcomers() {
        Person ada = enters("Ada");
        ada.says("one");
        for (int i = 0; i < 6; i++) {
            ada.asks("picture", "picture " + i, "image/png", new byte[] {(byte) i});
        }

        List<Map<String, Object>> messages =
                messages(comes(Map.of("nickname", "Grace")).joins(room));

        assertThat(messages).extracting(each -> each.get("text")).containsExactly("one", null, null, null, null, null);
        for (int i = 1; i < 6; i++) {
            assertThat(messages.get(i)).extractingByKey("picture", as(MAP)).containsEntry("data", new byte[] {(byte) i
            });
        }
    }

    @Test
    void givesOnlyWhatWasMissedToThoseWhoComeBack() {
        Person ada = enters("Ada");
        long known = ada.says("one");
        ada.says("two");

        assertThat(messages(ada.asks("join", room, known)))
                .extracting(each -> each.get("text"))
                .containsExactly("two");
    }

    @Test
    void tellsWhenAllHaveTheMessage() {
        Person ada = enters("Ada");
        Person grace = enters("Grace");
        long id = ada.says("Hello");

        ada.emits("delivered", id);
        assertThat(ada.otherEvents()).doesNotContain("delivered");
        grace.emits("delivered", id);

        assertThat(ada.sees("delivered").arguments()).containsExactly(room, id);
    }

    @Test
    void tellsTheOthersWhoIsTyping() {
        Person ada = enters("Ada");
        // who is between two polls misses what is volatile
        Person grace = enters("Grace", "websocket");

        ada.emits("typing", true);

        assertThat(grace.sees("typing").arguments()).containsExactly(room, "Ada", true);
        assertThat(ada.otherEvents()).doesNotContain("typing");
    }

    @Test
    void announcesToEverybody() throws Exception {
        Person ada = enters("Ada");
        Person grace = enters("Grace");
        grace.joins("Lobby");

        HttpResponse<String> response = announce("{\"text\": \" Cake at four \"}");

        assertThat(response.statusCode()).isEqualTo(202);
        for (Person person : List.of(ada, grace)) {
            assertThat(person.sees("announcement").object())
                    .containsEntry("text", "Cake at four")
                    .containsKey("time");
        }
    }

    @Test
    void refusesAnnouncementThatIsEmptyOrTooLong() throws Exception {
        Person ada = enters("Ada");

        assertThat(announce("{}").statusCode()).isEqualTo(400);
        assertThat(announce("{\"text\": \"" + "x".repeat(21) + "\"}").statusCode())
                .isEqualTo(400);
        assertThat(ada.otherEvents()).doesNotContain("announcement");
    }

    @Test
    void servesThePageAndItsClient() throws Exception {
        assertThat(get("/").body()).contains("<title>pocketio chat</title>");
        assertThat(get("/chat.js").statusCode()).isEqualTo(200);
        assertThat(get("/socket.io/socket.io.js").statusCode()).isEqualTo(200);
    }

    private Person comes(Map<String, String> auth, String... transports) {
        Person person = Person.at(port, auth, transports);
        people.add(person);
        return person;
    }

    private Person enters(String nickname, String... transports) {
        Person person = comes(Map.of("nickname", nickname), transports);
        person.joins(room);
        return person;
    }

    private String refusal(Map<String, String> auth) {
        return (String) comes(auth).sees(Socket.EVENT_CONNECT_ERROR).object().get("message");
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> messages(Map<String, Object> joined) {
        return (List<Map<String, Object>>) joined.get("messages");
    }

    private static Predicate<Event> presenceOf(String... nicknames) {
        return event -> List.of(nicknames).equals(event.object().get("members"));
    }

    private HttpResponse<String> announce(String json) throws Exception {
        return send(request("/api/announcements")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json)));
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send(request(path));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
    }
}
