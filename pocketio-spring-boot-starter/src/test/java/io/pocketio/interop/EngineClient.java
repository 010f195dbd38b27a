package io.pocketio.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Closeable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A bare client, packet by packet in the hands of a test, whatever carries them. Answers pings while it waits for packets, and
 * does nothing else by itself. Binary messages are written as {@code b} and base64, as in a payload. Not thread-safe.
 */
abstract class EngineClient implements Closeable {

    static final String SOCKET_IO = "/socket.io/";
    static final String ENGINE_IO = "/engine.io/";

    private static final Pattern SID = Pattern.compile("\\{\"sid\":\"([A-Za-z0-9_-]{20})\"[,}].*");

    private final InteropServer server;
    private final String path;
    private String openPacket = "";

    EngineClient(InteropServer server, String path) {
        this.server = server;
        this.path = path;
    }

    /** Sends packets, if possible in one piece. */
    abstract void send(String... packets);

    /** The next packet, pings and noops excepted; {@code close} at the end. */
    abstract String receive();

    /** Leaves without a word. */
    abstract void reset();

    @Override
    public abstract void close();

    final InteropServer server() {
        return server;
    }

    final String path() {
        return path;
    }

    final void opened(String packet) {
        assertThat(packet).startsWith("0{");
        openPacket = packet;
    }

    final String openPacket() {
        return openPacket;
    }

    /** The session's. */
    final String sid() {
        return sid(openPacket.substring(1));
    }

    /** The value of {@code sid} in JSON that starts with it. */
    static String sid(String json) {
        Matcher matcher = SID.matcher(json);
        assertThat(matcher.matches()).as(json).isTrue();
        return matcher.group(1);
    }

    /** Joins the main namespace. */
    final String connect() {
        return connect("/", "");
    }

    /** @return the id of the socket */
    final String connect(String namespace, String auth) {
        String prefix = namespace.equals("/") ? "40" : "40" + namespace + ",";
        send(prefix + auth);
        String answer = receive();
        assertThat(answer).startsWith(prefix + "{");
        return sid(answer.substring(prefix.length()));
    }

    final void expect(String... packets) {
        for (String packet : packets) {
            assertThat(receive()).isEqualTo(packet);
        }
    }

    /** That nothing else has come before, and that the server still serves this client. */
    final void expectAlive() {
        send("42[\"echo\",\"alive\"]");
        expect("42[\"echo\",\"alive\"]");
    }

    final void expectClosed() {
        assertThat(receive()).isEqualTo("close");
    }
}
