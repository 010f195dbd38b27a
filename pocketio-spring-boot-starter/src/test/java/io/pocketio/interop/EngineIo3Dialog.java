package io.pocketio.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.regex.Pattern;

/** With the one session of an Engine.IO 3 client. */
final class EngineIo3Dialog extends Dialog {

    static final String PATH = "/socket.io/?EIO=3&transport=";

    /** What opens a session over polling, and what Node 4 writes there. */
    static final String OPEN =
            "0{\"sid\":\"SID\",\"upgrades\":[\"websocket\"],\"pingInterval\":1000,\"pingTimeout\":8000}";

    static final String OPEN_4 = OPEN.replace("}", ",\"maxPayload\":1000000}");

    /** What the main namespace answers when all else has been answered. */
    static final ProtocolRows.Fence FENCE = new ProtocolRows.Fence("42[\"echo\",\"fence\"]", "42[\"echo\",\"fence\"]");

    /** For clients that have left the main namespace. */
    static final ProtocolRows.Fence PING = new ProtocolRows.Fence("2", "3");

    private static final Pattern QUESTION = Pattern.compile("42(\\d+)\\[\"what\",1]");
    private static final String WAIT = "42[\"wait\",200]";
    private static final String BYTES = "Content-Type: application/octet-stream";

    private String polling = "";

    EngineIo3Dialog(OlderServer server) {
        super(server);
    }

    /** Opens a session over polling, as far as the implicit CONNECT. */
    void openPolling() {
        openPolling("");
    }

    /** @param more parameters of all requests, with an ampersand ahead of them */
    void openPolling(String more) {
        String target = PATH + "polling" + more;
        String opened = get(target).text();
        learn(opened);
        polling = target + "&sid=" + sid();
        if (!opened.contains("2:40")) {
            assertThat(get(polling).text()).contains("2:40");
        }
    }

    /** Of the session's further requests. */
    String polling() {
        return polling;
    }

    void poll() {
        hear(() -> get(polling));
    }

    /** A payload as a script. */
    static String script(int index, String payload) {
        return "___eio[" + index + "](\"" + payload.replace("\\", "\\\\").replace("\"", "\\\"") + "\");";
    }

    /** A payload of text packets. */
    static String payload(String... packets) {
        StringBuilder payload = new StringBuilder();
        for (String packet : packets) {
            payload.append(packet.length()).append(':').append(packet);
        }
        return payload.toString();
    }

    /** Sends packets that are taken. */
    void post(String... packets) {
        assertThat(postPayload(payload(packets)).summary()).isEqualTo("200 ok");
    }

    RawResponse postPayload(String payload) {
        return postTo(polling, payload, TEXT);
    }

    RawResponse postBytes(String hex) {
        return request("POST", polling, HexFormat.of().parseHex(hex), BYTES);
    }

    RawResponse postForm(String payload) {
        return postFormTo(polling, payload);
    }

    /** Opens a session over a WebSocket, as far as the implicit CONNECT. */
    RawWebSocket openWebSocket() {
        RawWebSocket socket = connect(PATH + "websocket");
        learn(socket.receive().describe());
        socket.expect("40");
        return socket;
    }

    /** Opens another session, which is told when somebody leaves. */
    RawWebSocket watch() {
        RawWebSocket watcher = connect(PATH + "websocket");
        watcher.receive();
        watcher.expect("40");
        watcher.send("40/watch,");
        watcher.expect("40/watch,");
        watcher.send(WAIT);
        return watcher;
    }

    @Override
    void stayAlive(RawWebSocket watcher, String message) {
        if (message.equals("42[\"waited\"]")) {
            watcher.send("2", WAIT);
        }
    }

    /** Has the server ask something. Gives its number. */
    String ask(RawWebSocket socket) {
        return ask(socket, "42[\"ask\",\"what\",1]", QUESTION);
    }

    /** Opens a WebSocket beside the polling. */
    RawWebSocket upgrade() {
        return connect(PATH + "websocket&sid=" + sid());
    }
}
