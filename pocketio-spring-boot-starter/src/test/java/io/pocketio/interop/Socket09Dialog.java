package io.pocketio.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** With the one session of a client of Socket.IO 0.9. */
final class Socket09Dialog extends Dialog {

    static final String PATH = "/socket.io/1/";

    static final String SESSION = "SID:9:60:websocket,htmlfile,xhr-polling,jsonp-polling";

    static final String HEARTBEAT = "2::";

    /** What the server answers when all else has been answered. */
    static final ProtocolRows.Fence FENCE = new ProtocolRows.Fence(
            "5:::{\"name\":\"echo\",\"args\":[\"fence\"]}", "5:::{\"name\":\"echo\",\"args\":[\"fence\"]}");

    /** After so many a row goes on with the next, and fails. */
    private static final int MOST_NOOPS = 20;

    private static final int MOST_HEARTBEATS = 10;

    private static final Pattern QUESTION = Pattern.compile("5:(\\d+)\\+::\\{\"name\":\"what\",\"args\":\\[1]}");

    private String target = "";

    Socket09Dialog(OlderServer server) {
        super(server);
    }

    void shakeHands() {
        shakeHands("");
    }

    /** @param query with its question mark, or empty */
    void shakeHands(String query) {
        learn(get(PATH + query).text());
        assertThat(sid()).isNotEmpty();
    }

    /** Of one transport of the session, whichever is used from here on. */
    String over(String transport) {
        target = PATH + transport + "/" + sid();
        return target;
    }

    RawWebSocket openWebSocket() {
        return openWebSocket("");
    }

    /** As far as the greeting. */
    RawWebSocket openWebSocket(String query) {
        shakeHands(query);
        RawWebSocket socket = connect(over("websocket"));
        socket.expect("1::");
        return socket;
    }

    /** Opens another session, which is told when somebody leaves. */
    RawWebSocket watch() {
        String id = get(PATH).text().split(":", 2)[0];
        RawWebSocket watcher = connect(PATH + "websocket/" + id);
        watcher.expect("1::");
        watcher.send("1::/watch");
        watcher.expect("1::/watch");
        return watcher;
    }

    @Override
    void stayAlive(RawWebSocket watcher, String message) {
        if (message.equals(HEARTBEAT)) {
            watcher.send(HEARTBEAT);
        }
    }

    /** As far as the greeting. */
    void openPolling() {
        shakeHands();
        over("xhr-polling");
        assertThat(get(target).text()).isEqualTo("1::");
    }

    /** As far as the greeting. */
    void openScripts(int index) {
        shakeHands();
        over("jsonp-polling");
        target += "?i=" + index;
        assertThat(get(target).text()).isEqualTo(script(index, "1::"));
    }

    /** Hears what a poll brings, of several that are sent as long as they bring nothing. */
    void poll() {
        hear(() -> unlessNoop(get(target)));
    }

    /** As {@link #poll}, of one that waits. */
    void unpark(RawHttp poll) {
        hear(() -> unlessNoop(poll.receive()));
    }

    /** As {@link #unpark}, when it may well bring nothing. */
    void unparkAndPollTwice(RawHttp poll) {
        hear(() -> unlessNoop(poll.receive(), 2));
    }

    private RawResponse unlessNoop(RawResponse response) {
        return unlessNoop(response, MOST_NOOPS);
    }

    private RawResponse unlessNoop(RawResponse response, int more) {
        RawResponse last = response;
        for (int polls = 0; polls < more && last.text().equals("8::"); polls++) {
            last = get(target);
        }
        return last;
    }

    /** Sends a message, or several in one body, and hears what is answered. */
    void post(String body) {
        hear(() -> postTo(target, body, TEXT));
    }

    /** @param literal a JSON string */
    void postForm(String literal) {
        hear(() -> postFormTo(target, literal));
    }

    /** Has the server ask something. Gives its number. */
    String ask(RawWebSocket socket) {
        return ask(socket, "5:::{\"name\":\"ask\",\"args\":[\"what\",1]}", QUESTION);
    }

    /** Heartbeats come when they are due. */
    @Override
    RawWebSocket.Message next(RawWebSocket socket) {
        RawWebSocket.Message message = socket.receive();
        for (int beats = 0; beats < MOST_HEARTBEATS && message.describe().equals(HEARTBEAT); beats++) {
            message = socket.receive();
        }
        return message;
    }

    /** The next script of a page; heartbeats come when they are due. */
    static String script(RawHttp page) {
        String script = new String(page.chunk(), StandardCharsets.UTF_8);
        for (int beats = 0; beats < MOST_HEARTBEATS && script.equals("<script>_(\"2::\");</script>"); beats++) {
            script = new String(page.chunk(), StandardCharsets.UTF_8);
        }
        return script;
    }

    String target() {
        return target;
    }

    /** What the handler of messages answers, an argument given as JSON. */
    static String messageBack(String argument) {
        return "5:::{\"name\":\"message-back\",\"args\":[" + argument + "]}";
    }

    /** A body as a script. */
    static String script(int index, String body) {
        return "io.j[" + index + "](" + literal(body) + ");";
    }

    static String literal(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    /** Several messages as one body. */
    static String framed(String... messages) {
        StringBuilder body = new StringBuilder();
        for (String message : messages) {
            body.append('\ufffd').append(message.length()).append('\ufffd').append(message);
        }
        return body.toString();
    }
}
