package io.pocketio.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a script says to one server, and, line by line, what it hears. Ids of sessions are written {@code SID}. Each request has a
 * connection of its own. Not thread-safe.
 */
class Dialog implements Closeable {

    static final String SID = "SID";

    static final String TEXT = "Content-Type: text/plain;charset=UTF-8";

    private static final int MOST_UNASKED = 20;

    private static final String FORM = "Content-Type: application/x-www-form-urlencoded";

    private static final Pattern ID =
            Pattern.compile("\\\\?\"sid\\\\?\":\\\\?\"([A-Za-z0-9_-]{20})|(?:^|\\(\")([A-Za-z0-9_-]{20}):\\d");

    private final OlderServer server;
    private final int port;
    private final List<String> heard = new ArrayList<>();
    private final List<Closeable> open = new ArrayList<>();
    private String sid = "";

    Dialog(OlderServer server) {
        this.server = server;
        this.port = server.port();
    }

    final List<String> heard() {
        return heard;
    }

    final void hear(String line) {
        heard.add(sid.isEmpty() ? line : line.replace(sid, SID));
    }

    /** Hears one request's answer, status and body; {@code dropped} when the connection ends without one. */
    final void hear(Supplier<RawResponse> exchange) {
        try {
            RawResponse response = exchange.get();
            learn(response.text());
            hear(response.status() + " " + body(response));
        } catch (UncheckedIOException gone) {
            if (gone.getCause() instanceof SocketTimeoutException) {
                throw gone;
            }
            hear("dropped");
        }
    }

    /** Bytes as what they are. */
    private String body(RawResponse response) {
        if (!"application/octet-stream".equals(response.header("content-type"))) {
            return response.text();
        }
        String bytes = HexFormat.of().formatHex(response.body());
        return "bytes " + (sid.isEmpty() ? bytes : bytes.replace(hex(sid), hex(SID)));
    }

    static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Hears what a request came to, and not what is in its answer. */
    final void hearStatus(RawResponse response) {
        hear(String.valueOf(response.status()));
    }

    /** Hears these headers of an answer, each with its name; {@code -} for one that is not there. */
    final void hearHeaders(RawResponse response, String... names) {
        for (String name : names) {
            String value = response.header(name);
            hear(name + ": " + (value == null ? "-" : value));
        }
    }

    /** Takes the id of a session out of what opens it. */
    final void learn(String text) {
        Matcher matcher = ID.matcher(text);
        if (matcher.find()) {
            sid = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
        }
    }

    final String sid() {
        return sid;
    }

    final RawResponse request(String method, String target, byte[] body, String... headers) {
        try (RawHttp http = new RawHttp(port)) {
            http.send(method, target, body, headers);
            return http.receive();
        }
    }

    final RawResponse get(String target, String... headers) {
        return request("GET", target, RawHttp.NOTHING, headers);
    }

    final RawResponse postTo(String target, String body, String... headers) {
        return request("POST", target, body.getBytes(StandardCharsets.UTF_8), headers);
    }

    /** What a page posts that has no better way. */
    final RawResponse postFormTo(String target, String data) {
        return postTo(target, "d=" + URLEncoder.encode(data, StandardCharsets.UTF_8), FORM);
    }

    final RawHttp connection() {
        return closedAtTheEnd(new RawHttp(port));
    }

    final RawWebSocket connect(String target, String... headers) {
        return closedAtTheEnd(RawWebSocket.connect(port, target, headers));
    }

    /** The answer to an upgrade that is refused. */
    final RawResponse refuse(String target, String... headers) {
        return RawWebSocket.refused(port, target, headers);
    }

    private <T extends Closeable> T closedAtTheEnd(T connection) {
        open.add(connection);
        return connection;
    }

    /** Sends a poll and waits until the server holds it. */
    final RawHttp park(String target) {
        RawHttp poll = connection();
        poll.send("GET", target, RawHttp.NOTHING);
        server.awaitParkedPoll(sid);
        return poll;
    }

    /** Hears so many messages of a WebSocket, binary ones in hexadecimal. */
    final void hear(RawWebSocket socket, int count) {
        for (int i = 0; i < count; i++) {
            RawWebSocket.Message message = next(socket);
            learn(message.describe());
            hear(describe(message));
        }
    }

    private static String describe(RawWebSocket.Message message) {
        return message.opcode() == RawWebSocket.BINARY
                ? "binary " + HexFormat.of().formatHex(message.payload())
                : message.describe();
    }

    /** Hears what comes until the server answers the fence, or closes the connection unless it has. */
    final void hearTheRest(RawWebSocket socket, ProtocolRows.Fence fence) {
        if (heard.get(heard.size() - 1).startsWith("close")) {
            return;
        }
        socket.send(fence.said());
        for (int more = 0; more < MOST_UNASKED; more++) {
            String line = describe(next(socket));
            if (line.equals(fence.answer())) {
                return;
            }
            hear(line);
            if (line.startsWith("close")) {
                return;
            }
        }
        fail("The server answers without end: " + heard);
    }

    /** Hears why the session has left, of one who is told when somebody does, and who says that he is alive meanwhile. */
    final void hearLeaving(RawWebSocket watcher) {
        Pattern left = Pattern.compile("\"left\".*\"" + sid + "\",\"([a-z ]+)\"].*");
        Matcher matcher = left.matcher("");
        while (!matcher.find()) {
            String message = watcher.receive().describe();
            assertThat(message).doesNotStartWith("close");
            stayAlive(watcher, message);
            matcher = left.matcher(message);
        }
        hear("left: " + matcher.group(1));
    }

    /** Answers a watcher's message with what keeps him. */
    void stayAlive(RawWebSocket watcher, String message) {}

    /**
     * Has a server ask something.
     *
     * @param question what it asks, its number in a group: servers count the questions of all their clients
     * @return the number
     */
    final String ask(RawWebSocket socket, String asking, Pattern question) {
        socket.send(asking);
        Matcher matcher = question.matcher(next(socket).describe());
        assertThat(matcher.matches()).isTrue();
        return matcher.group(1);
    }

    /** The next message that a script may want to hear. */
    RawWebSocket.Message next(RawWebSocket socket) {
        return socket.receive();
    }

    @Override
    public void close() {
        for (Closeable each : open) {
            try {
                each.close();
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }
}
