package io.pocketio.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.socket.client.Ack;
import io.socket.client.IO;
import io.socket.client.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.json.JSONArray;
import org.json.JSONException;
import org.json.JSONObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The official Java client, over each way. */
class JavaClientTests {

    private static final InteropServer SERVER = InteropServer.DEFAULTS;
    private static final long PATIENCE_SECONDS = 30;

    private final List<Socket> sockets = new ArrayList<>();

    @AfterEach
    void disconnect() {
        sockets.forEach(Socket::disconnect);
    }

    @ParameterizedTest
    @EnumSource(Wire.class)
    void connects(Wire wire) {
        Socket socket = connected(wire);

        assertThat(socket.id()).hasSize(20);
        await().untilAsserted(() ->
                assertThat(ask(socket, "transport")).containsExactly(wire == Wire.POLLING ? "polling" : "websocket"));
    }

    @ParameterizedTest
    @EnumSource(Wire.class)
    void sendsAuth(Wire wire) throws JSONException {
        Socket socket = open(wire, "/custom", options -> options.auth = Map.of("token", "é😀"));
        BlockingQueue<Object[]> auths = listen(socket, "auth");

        socket.connect();

        assertThat(((JSONObject) next(auths)[0]).getString("token")).isEqualTo("é😀");
    }

    @ParameterizedTest
    @EnumSource(Wire.class)
    void isToldWhyItMayNotConnect(Wire wire) throws JSONException {
        Socket socket = open(wire, "/auth", options -> {});
        BlockingQueue<Object[]> errors = listen(socket, Socket.EVENT_CONNECT_ERROR);

        socket.connect();

        JSONObject error = (JSONObject) next(errors)[0];
        assertThat(error.getString("message")).isEqualTo("nope");
        assertThat(error.getJSONObject("data").getInt("a")).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(Wire.class)
    void isToldThatNamespaceDoesNotExist(Wire wire) throws JSONException {
        Socket socket = open(wire, "/unknown", options -> {});
        BlockingQueue<Object[]> errors = listen(socket, Socket.EVENT_CONNECT_ERROR);

        socket.connect();

        assertThat(((JSONObject) next(errors)[0]).getString("message")).isEqualTo("Invalid namespace");
    }

    @ParameterizedTest
    @EnumSource(Wire.class)
    void emitsAndListens(Wire wire) throws JSONException {
        Socket socket = connected(wire);
        BlockingQueue<Object[]> echoes = listen(socket, "echo");

        socket.emit(
                "echo", 1, "é😀", true, JSONObject.NULL, new JSONArray(List.of(1, 2)), new JSONObject("{\"a\":[1]}"));

        Object[] echo = next(echoes);
        assertThat(Arrays.copyOf(echo, 4)).containsExactly(1, "é😀", true, null);
        assertThat(echo[4]).hasToString("[1,2]");
        assertThat(echo[5]).hasToString("{\"a\":[1]}");
    }

    @ParameterizedTest
    @EnumSource(Wire.class)
    void isAcknowledged(Wire wire) {
        Socket socket = connected(wire);

        assertThat(ask(socket, "echo", 1, "a")).containsExactly(1, "a");
        assertThat(ask(socket, "join", "a")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Wire.class)
    void acknowledges(Wire wire) {
        Socket socket = connected(wire);
        BlockingQueue<Object[]> answers = listen(socket, "answered");
        socket.on("question", arguments -> ((Ack) arguments[1]).call(((int) arguments[0]) + 1, "yes"));

        socket.emit("ask", "question", 41);

        assertThat(next(answers)).containsExactly(42, "yes");
    }

    @ParameterizedTest
    @EnumSource(Wire.class)
    void sendsBinary(Wire wire) throws JSONException {
        Socket socket = connected(wire);
        BlockingQueue<Object[]> echoes = listen(socket, "echo");

        socket.emit("echo", new byte[] {1, -1}, new JSONObject().put("deep", new byte[] {2}), "text");

        Object[] echo = next(echoes);
        assertThat((byte[]) echo[0]).containsExactly(1, -1);
        assertThat((byte[]) ((JSONObject) echo[1]).get("deep")).containsExactly(2);
        assertThat(echo[2]).isEqualTo("text");
    }

    @ParameterizedTest
    @EnumSource(Wire.class)
    void acknowledgesWithBinary(Wire wire) {
        Socket socket = connected(wire);
        BlockingQueue<Object[]> answers = listen(socket, "answered");
        socket.on("question", arguments -> ((Ack) arguments[1]).call((Object) new byte[] {7}));

        socket.emit("ask", "question", new byte[] {1});

        assertThat((byte[]) next(answers)[0]).containsExactly(7);
        assertThat((byte[]) ask(socket, "echo", new byte[] {8})[0]).containsExactly(8);
    }

    @ParameterizedTest
    @EnumSource(Wire.class)
    void reachesRooms(Wire wire) {
        Socket ada = connected(wire);
        Socket bob = connected(wire);
        Socket eve = connected(wire);
        String room = wire + "-room";
        ask(ada, "join", room);
        ask(bob, "join", room);
        Map<Socket, BlockingQueue<Object[]>> told =
                Map.of(ada, listen(ada, "told"), bob, listen(bob, "told"), eve, listen(eve, "told"));

        ada.emit("to", new JSONArray(List.of(room)), "to others");
        ada.emit("in", new JSONArray(List.of(room)), "to all");
        ada.emit("everybody", "the end");

        assertThat(texts(told.get(ada))).containsExactly("to all");
        assertThat(texts(told.get(bob))).containsExactly("to others", "to all");
        assertThat(texts(told.get(eve))).isEmpty();
    }

    private static List<Object> texts(BlockingQueue<Object[]> told) {
        List<Object> texts = new ArrayList<>();
        for (Object text = next(told)[0]; !text.equals("the end"); text = next(told)[0]) {
            texts.add(text);
        }
        return texts;
    }

    @ParameterizedTest
    @EnumSource(Wire.class)
    void joinsSeveralNamespacesOverOneConnection(Wire wire) {
        Socket main = connected(wire);
        Socket custom = track(main.io().socket("/custom"));
        BlockingQueue<Object[]> backs = listen(custom, "message-back");

        custom.connect();
        custom.emit("message", "to custom");

        assertThat(next(backs)).containsExactly("to custom");
        assertThat(ask(main, "echo", "to main")).containsExactly("to main");
        assertThat(custom.id()).isNotEqualTo(main.id());
    }

    @ParameterizedTest
    @EnumSource(Wire.class)
    void isDisconnectedByTheServer(Wire wire) {
        Socket socket = connected(wire);
        BlockingQueue<Object[]> disconnects = listen(socket, Socket.EVENT_DISCONNECT);

        socket.emit("bye", false);

        assertThat(next(disconnects)[0]).isEqualTo("io server disconnect");
    }

    @ParameterizedTest
    @EnumSource(Wire.class)
    void disconnectsAndComesBack(Wire wire) {
        Socket socket = connected(wire);
        String id = socket.id();
        try (Watcher watcher = new Watcher(SERVER)) {
            socket.disconnect();
            assertThat(watcher.reasonOf(id)).isEqualTo("client namespace disconnect");
        }
        BlockingQueue<Object[]> connects = listen(socket, Socket.EVENT_CONNECT);

        socket.connect();

        next(connects);
        assertThat(ask(socket, "echo", 1)).containsExactly(1);
        assertThat(socket.id()).isNotEqualTo(id);
    }

    @ParameterizedTest
    @EnumSource(Wire.class)
    void comesBackWhenTheServerHasClosedItsConnection(Wire wire) {
        Socket socket = connected(wire);
        BlockingQueue<Object[]> connects = listen(socket, Socket.EVENT_CONNECT);
        BlockingQueue<Object[]> disconnects = listen(socket, Socket.EVENT_DISCONNECT);

        socket.emit("bye", true);
        assertThat(next(disconnects)[0]).isEqualTo("io server disconnect");
        socket.connect();

        next(connects);
        assertThat(ask(socket, "echo", 1)).containsExactly(1);
    }

    @ParameterizedTest
    @EnumSource(Wire.class)
    void keepsOrderOfManyEvents(Wire wire) {
        int count = 1_000;
        Socket socket = connected(wire);
        BlockingQueue<Object[]> backs = listen(socket, "seq-back");
        BlockingQueue<Object[]> numbers = listen(socket, "seq");

        socket.emit("flood", count);
        for (int i = 0; i < count; i++) {
            socket.emit("seq", i);
        }

        for (int i = 0; i < count; i++) {
            assertThat(next(backs)).containsExactly(i);
            assertThat(next(numbers)).containsExactly(i);
        }
    }

    @ParameterizedTest
    @EnumSource(Wire.class)
    void sendsLargeMessages(Wire wire) {
        Socket socket = connected(wire);
        String text = "é".repeat(400_000);

        assertThat(ask(socket, "echo", text)).containsExactly(text);
    }

    private Socket connected(Wire wire) {
        Socket socket = open(wire, "/", options -> {});
        BlockingQueue<Object[]> connects = listen(socket, Socket.EVENT_CONNECT);
        BlockingQueue<Object[]> errors = listen(socket, Socket.EVENT_CONNECT_ERROR);
        socket.connect();
        next(connects);
        assertThat(errors).isEmpty();
        return socket;
    }

    private Socket open(Wire wire, String namespace, Consumer<IO.Options> settings) {
        IO.Options options = new IO.Options();
        options.forceNew = true;
        options.reconnectionDelay = 20;
        options.transports = switch (wire) {
            case POLLING -> new String[] {"polling"};
            case WEBSOCKET -> new String[] {"websocket"};
            case UPGRADED -> new String[] {"polling", "websocket"};
        };
        settings.accept(options);
        return track(IO.socket(URI.create("http://127.0.0.1:" + SERVER.port() + namespace), options));
    }

    private Socket track(Socket socket) {
        sockets.add(socket);
        return socket;
    }

    private static BlockingQueue<Object[]> listen(Socket socket, String event) {
        BlockingQueue<Object[]> received = new LinkedBlockingQueue<>();
        socket.on(event, received::add);
        return received;
    }

    private static Object[] ask(Socket socket, String event, Object... arguments) {
        BlockingQueue<Object[]> replies = new LinkedBlockingQueue<>();
        socket.emit(event, arguments, replies::add);
        return next(replies);
    }

    private static Object[] next(BlockingQueue<Object[]> received) {
        try {
            Object[] next = received.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertThat(next).as("something received").isNotNull();
            return next;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }
}
