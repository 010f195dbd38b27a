package io.pocketio.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/** Over long-polling, with one connection for polls and one for posts. */
final class PollingClient extends EngineClient {

    static final String SESSION_ID_UNKNOWN = "400 {\"code\":1,\"message\":\"Session ID unknown\"}";
    static final String BAD_REQUEST = "400 {\"code\":3,\"message\":\"Bad request\"}";

    private static final String SEPARATOR = "\u001e";

    private final RawHttp polls;
    private final RawHttp posts;
    private final RawResponse handshake;
    private final Deque<String> received = new ArrayDeque<>();
    private boolean parked;

    PollingClient(InteropServer server, String path) {
        super(server, path);
        polls = new RawHttp(server.port());
        posts = new RawHttp(server.port());
        handshake = polls.get(path + "?EIO=4&transport=polling");
        assertThat(handshake.status()).as(handshake.text()).isEqualTo(200);
        received.addAll(Arrays.asList(handshake.text().split(SEPARATOR)));
        opened(received.remove());
    }

    RawResponse handshake() {
        return handshake;
    }

    /** Of the session's further requests. */
    String target() {
        return path() + "?EIO=4&transport=polling&sid=" + sid();
    }

    String webSocketTarget() {
        return path() + "?EIO=4&transport=websocket&sid=" + sid();
    }

    RawHttp posts() {
        return posts;
    }

    RawHttp polls() {
        return polls;
    }

    RawResponse poll() {
        return polls.get(target());
    }

    /** Sends a poll and waits until the server holds it. */
    void park() {
        polls.send("GET", target(), RawHttp.NOTHING);
        parked = true;
        server().awaitParkedPoll(path(), sid());
    }

    /** Sends a poll that the server has, or will have at once, something for. */
    void pollLater() {
        polls.send("GET", target(), RawHttp.NOTHING);
        parked = true;
    }

    /** The answer to the poll that was sent. */
    RawResponse unpark() {
        parked = false;
        return polls.receive();
    }

    RawResponse post(String... packets) {
        return posts.post(target(), String.join(SEPARATOR, packets), "Content-Type: text/plain;charset=UTF-8");
    }

    /** Opens a WebSocket beside this, as far as the answer to the probe. */
    RawWebSocket probe() {
        RawWebSocket socket = RawWebSocket.connect(server().port(), webSocketTarget());
        socket.send("2probe");
        socket.expect("3probe");
        return socket;
    }

    @Override
    void send(String... packets) {
        assertThat(post(packets).summary()).isEqualTo("200 ok");
    }

    /** The next packet, whatever it is; {@code close} when there is no session. */
    String next() {
        while (received.isEmpty()) {
            RawResponse response = parked ? unpark() : poll();
            if (response.summary().equals(SESSION_ID_UNKNOWN)) {
                return "close";
            }
            assertThat(response.status()).as(response.text()).isEqualTo(200);
            received.addAll(Arrays.asList(response.text().split(SEPARATOR)));
        }
        return received.remove();
    }

    @Override
    String receive() {
        while (true) {
            String packet = next();
            if (packet.equals("1")) {
                assertThat(poll().summary()).isEqualTo(SESSION_ID_UNKNOWN);
                return "close";
            } else if (packet.equals("2")) {
                send("3");
            } else if (!packet.equals("6")) {
                return packet;
            }
        }
    }

    /** That the session is no more. */
    void expectGone() {
        assertThat(poll().summary()).isEqualTo(SESSION_ID_UNKNOWN);
    }

    @Override
    void reset() {
        polls.reset();
        posts.reset();
    }

    @Override
    public void close() {
        polls.close();
        posts.close();
    }
}
