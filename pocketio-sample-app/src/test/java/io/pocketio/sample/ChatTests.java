package io.pocketio.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pocketio.sample.Person.Event;
import io.pocketio.sample.ChatRooms.Summary;
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

        JSONObject welcome = ada.sees("welcome").object();

        assertThat(welcome.toMap()).isEqualTo(Map.of("nickname", "Ada", "maxTextLength", 20, "maxPictureBytes", 1024));
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
        assertThat(after.joins(room).getJSONObject("presence").getJSONArray("members").toList())
                .containsExactly("Ada");
    }

    @Test
    void tellsEverybodyAboutNewRoom() {
        Person ada = enters("Ada");
        Person grace = enters("Grace");

        grace.joins(room + " b");

        JSONArray list = ada.sees("rooms", event -> event.object().toString().contains(room + " b"))
                .object()
                .getJSONArray("rooms");
        assertThat(list.toList()).contains(Map.of("name", room, "members", 1), Map.of("name", room + " b", "members", 1));
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

        JSONObject noRoom = linus.joins(room + " c");

        assertThat(noRoom.toMap()).isEqualTo(Map.of("error", "There are 3 rooms already. Please join one of them."));
        enters("Alan");
        enters("Barbara");
        Person late = comes(Map.of("nickname", "Late"));
        assertThat(late.joins(room).getString("error")).contains("is full");
        assertThat(linus.says("still here")).isPositive();
    }

    @Test
    void keepsClientsOutOfTheRoomsOfSockets() {
        Person ada = enters("Ada");

        JSONObject answer = enters("Mallory").joins("room:" + room);

        assertThat(answer.getString("error")).contains("letters, digits");
        assertThat(ada.otherEvents()).doesNotContain("message");
    }

    @Test
    void passesTextToTheOthersInTheRoom() {
        Person ada = enters("Ada");
        Person grace = enters("Grace");
        Person elsewhere = enters("Linus");
        elsewhere.joins("Lobby");

        JSONObject receipt = ada.asks("message", "key", " Hello, Grace ");

        JSONObject message = grace.sees("message").object();
        assertThat(message.toMap())
                .containsEntry("id", receipt.getLong("id"))
                .containsEntry("room", room)
                .containsEntry("author", "Ada")
                .containsEntry("key", "key")
                .containsEntry("text", "Hello, Grace")
                .doesNotContainKey("picture");
        assertThat(Instant.parse(message.getString("time"))).isEqualTo(Instant.parse(receipt.getString("time")));
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
        assertThat(grace.sees("message").object().getString("text")).isEqualTo("Bye");
    }

    @Test
    void refusesTextThatIsEmptyOrTooLong() {
        Person ada = enters("Ada");

        assertThat(ada.asks("message", "key", " ").getString("error")).contains("1 to 20 characters");
        assertThat(ada.asks("message", "key", "x".repeat(21)).getString("error")).contains("1 to 20 characters");
    }

    @Test
    void refusesToSpeakOutsideOfRooms() {
        Person ada = comes(Map.of("nickname", "Ada"));

        assertThat(ada.asks("message", "key", "Hello").getString("error")).isEqualTo("Please join a room first.");
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

        JSONObject receipt = ada.asks("picture", "key", "image/png", PICTURE);

        JSONObject message = grace.sees("message").object();
        assertThat(message.getLong("id")).isEqualTo(receipt.getLong("id"));
        assertThat(message.getJSONObject("picture").getString("type")).isEqualTo("image/png");
        assertThat(message.getJSONObject("picture").get("data")).isEqualTo(PICTURE);
    }

    @Test
    void refusesPictureThatIsTooBigOrOfAnotherType() {
        Person ada = enters("Ada");

        assertThat(ada.asks("picture", "key", "image/png", new byte[1025]).getString("error"))
                .isEqualTo("A picture has at most 1 KB.");
        assertThat(ada.asks("picture", "key", "image/svg+xml", PICTURE).getString("error"))
                .isEqualTo("A picture is a JPEG, PNG, GIF or WebP file.");
    }

    @Test
    void givesHistoryToNewcomers() {
        Person ada = enters("Ada");
        ada.says("one");
        for (int i = 0; i < 6; i++) {
            ada.asks("picture", "picture " + i, "image/png", new byte[] {(byte) i});
        }

        JSONArray messages = comes(Map.of("nickname", "Grace")).joins(room).getJSONArray("messages");

        assertThat(messages.length()).isEqualTo(6);
        assertThat(messages.getJSONObject(0).getString("text")).isEqualTo("one");
        for (int i = 1; i < 6; i++) {
            assertThat(messages.getJSONObject(i).getJSONObject("picture").get("data"))
                    .isEqualTo(new byte[] {(byte) i});
        }
    }

    @Test
    void givesOnlyWhatWasMissedToThoseWhoComeBack() {
        Person ada = enters("Ada");
        long known = ada.says("one");
        ada.says("two");

        JSONArray messages = ada.asks("join", room, known).getJSONArray("messages");

        assertThat(messages.length()).isEqualTo(1);
        assertThat(messages.getJSONObject(0).getString("text")).isEqualTo("two");
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
        Person grace = enters("Grace");

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
            JSONObject announcement = person.sees("announcement").object();
            assertThat(announcement.getString("text")).isEqualTo("Cake at four");
            assertThat(Instant.parse(announcement.getString("time"))).isBeforeOrEqualTo(Instant.now());
        }
    }

    @Test
    void refusesAnnouncementThatIsEmptyOrTooLong() throws Exception {
        Person ada = enters("Ada");

        assertThat(announce("{}").statusCode()).isEqualTo(400);
        assertThat(announce("{\"text\": \"" + "x".repeat(21) + "\"}").statusCode()).isEqualTo(400);
        assertThat(ada.otherEvents()).doesNotContain("announcement");
    }

    @Test
    void servesThePageAndItsClient() throws Exception {
        assertThat(get("/").body()).contains("<title>pocketio chat</title>");
        assertThat(get("/chat.js").statusCode()).isEqualTo(200);
        assertThat(get("/socket.io/socket.io.js").statusCode()).isEqualTo(200);
    }

    private Person comes(Map<String, String> auth) {
        Person person = Person.at(port, auth);
        people.add(person);
        return person;
    }

    private Person enters(String nickname) {
        Person person = comes(Map.of("nickname", nickname));
        person.joins(room);
        return person;
    }

    private String refusal(Map<String, String> auth) {
        return comes(auth).sees(Socket.EVENT_CONNECT_ERROR).object().getString("message");
    }

    private static java.util.function.Predicate<Event> presenceOf(String... nicknames) {
        return event -> event.object().getJSONArray("members").toList().equals(List.of(nicknames));
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
