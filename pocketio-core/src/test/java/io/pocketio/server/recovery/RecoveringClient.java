package io.pocketio.server.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.pocketio.engine.TestFrameChannel;
import io.pocketio.engine.TestRequests;
import io.pocketio.lane.Lane;
import io.pocketio.lane.ManualLane;
import io.pocketio.lane.SerialLane;
import io.pocketio.server.TestServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the official client does: remembers the last string that came as a last argument, and comes back with it. */
final class RecoveringClient {

    private static final Pattern REPLY = Pattern.compile("40(/\\w+,)?\\{\"sid\":\"([^\"]+)\",\"pid\":\"([^\"]+)\"}");
    private static final Pattern LAST_STRING = Pattern.compile(".*\"([^\"]*)\"]");

    private TestServer server;
    private final String head;

    /** Names and arguments of events, without offsets. */
    final List<String> events = new ArrayList<>();

    TestFrameChannel channel = new TestFrameChannel();

    @Nullable
    String sid;

    @Nullable
    String pid;

    @Nullable
    String offset;

    boolean recovered;

    /** Frames that came ahead of the reply. */
    int early;

    RecoveringClient(TestServer server) {
        this(server, "/");
    }

    RecoveringClient(TestServer server, String namespace) {
        this.server = server;
        this.head = namespace.equals("/") ? "" : namespace + ",";
    }

    /** Comes to another server from now on. */
    RecoveringClient to(TestServer other) {
        server = other;
        return this;
    }

    /** Opens a connection and joins the namespace, with what it remembers. */
    RecoveringClient connect() {
        open(new SerialLane(Runnable::run));
        receive();
        assertThat(sid).as("connected").isNotNull();
        return this;
    }

    /** As {@link #connect}, without looking at what the server sends. */
    void open(Lane lane) {
        sid = null;
        channel = new TestFrameChannel(lane);
        channel.connect(
                server.io.engine(),
                Objects.requireNonNull(server.io
                        .engine()
                        .admit(TestRequests.webSocket("EIO=4&transport=websocket"))
                        .block()));
        if (lane instanceof ManualLane manual) {
            manual.run();
        }
        channel.receive("40" + head + auth());
    }

    private String auth() {
        if (pid == null) {
            return "";
        }
        return offset == null ? "{\"pid\":\"" + pid + "\"}" : "{\"pid\":\"" + pid + "\",\"offset\":\"" + offset + "\"}";
    }

    /** Takes all that has come. */
    RecoveringClient receive() {
        while (channel.hasSent()) {
            receive(channel.next().asText());
        }
        return this;
    }

    /** Takes so many frames at most. */
    void receive(int count) {
        for (int i = 0; i < count && channel.hasSent(); i++) {
            receive(channel.next().asText());
        }
    }

    private void receive(String text) {
        if (text.startsWith("40")) {
            Matcher reply = REPLY.matcher(text);
            assertThat(reply.matches()).as(text).isTrue();
            sid = reply.group(2);
            recovered = reply.group(3).equals(pid);
            pid = reply.group(3);
        } else if (text.startsWith("42")) {
            event(text.substring(2 + head.length()));
        }
    }

    private void event(String json) {
        if (sid == null) {
            early++;
        }
        Matcher last = LAST_STRING.matcher(json);
        if (json.indexOf(',') > 0 && last.matches()) {
            offset = last.group(1);
            events.add(json.substring(0, json.lastIndexOf(',')) + "]");
        } else {
            events.add(json);
        }
    }

    /** Loses its connection; what is under way to it is lost. */
    RecoveringClient cut() {
        channel.disconnect(null);
        while (channel.hasSent()) {
            channel.next();
        }
        return this;
    }
}
