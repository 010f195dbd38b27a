package io.pocketio.server.handler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pocketio.SocketIoSocket;
import io.pocketio.engine.TestFrameChannel;
import io.pocketio.server.TestServer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;

/** Catch-all listeners to what is sent. */
class OutgoingListenerTests {

    private final TestServer server = new TestServer();
    private final TestFrameChannel client = server.connect();
    private final SocketIoSocket socket = server.socket();
    private final List<String> sent = new ArrayList<>();
    private Disposable listener;

    @BeforeEach
    void listen() {
        listener = socket.onAnyOutgoing((event, arguments) ->
                sent.add(event + (arguments.size() > 0 ? " " + arguments.get(0, Object.class) : "")));
    }

    @Test
    void areToldOfEventsToTheSocket() {
        socket.emit("news", 1);
        socket.emitWithAck("ask", "x").subscribe();
        socket.asVolatile().compress(false).emit("position");

        assertThat(sent).containsExactly("news 1", "ask x", "position");
    }

    @Test
    void areToldOfBroadcasts() {
        socket.join("room");

        server.io.emit("all", 1);
        server.io.to("room").emit("room", 2);
        server.io.emitWithAck("ask", 3).subscribe();
        server.io.to("elsewhere").emit("nobody");
        socket.broadcast().emit("others");

        assertThat(sent).containsExactly("all 1", "room 2", "ask 3");
    }

    @Test
    void areToldBeforeTheEventLeaves() {
        List<Integer> counts = new ArrayList<>();
        socket.onAnyOutgoing((event, arguments) -> counts.add(client.sentCount()));

        socket.emit("first");
        server.io.emit("second");

        assertThat(counts).containsExactly(0, 1);
    }

    @Test
    void areNotToldOfReplies() {
        socket.on("ask", (arguments, ack) -> ack.send("reply"));

        client.receive("420[\"ask\"]");

        client.expect("430[\"reply\"]");
        assertThat(sent).isEmpty();
    }

    @Test
    void areNotToldOfWhatCannotBeSent() {
        assertThatThrownBy(() -> socket.emit("news", new Object())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> server.io.emit("news", new Object())).isInstanceOf(IllegalArgumentException.class);

        assertThat(sent).isEmpty();
    }

    @Test
    void areNotToldOfWhatOthersAreSent() {
        TestFrameChannel other = server.connect();
        SocketIoSocket otherSocket = server.io.sockets().sockets().stream()
                .filter(candidate -> candidate != socket)
                .findFirst()
                .orElseThrow();

        otherSocket.emit("news");
        server.io.to(otherSocket.id()).emit("news");

        assertThat(sent).isEmpty();
        assertThat(other.sentCount()).isEqualTo(2);
    }

    @Test
    void areNotToldAfterTheyWereRemoved() {
        listener.dispose();
        socket.emit("news");
        server.io.emit("news");

        assertThat(sent).isEmpty();
        assertThat(client.sentCount()).isEqualTo(2);
    }

    @Test
    void doNotKeepAnEventFromTheClientWhenTheyFail() {
        socket.prependAnyOutgoing((event, arguments) -> {
            throw new IllegalStateException("on purpose");
        });

        socket.emit("direct");
        server.io.emit("broadcast");

        client.expect("42[\"direct\"]");
        client.expect("42[\"broadcast\"]");
        assertThat(sent).containsExactly("direct", "broadcast");
    }

    @Test
    void mayEmitThemselves() {
        socket.onAnyOutgoing((event, arguments) -> {
            if (event.equals("first")) {
                socket.emit("before the first");
                server.io.emit("before the first, too");
            }
        });

        server.io.emit("first");

        client.expect("42[\"before the first\"]");
        client.expect("42[\"before the first, too\"]");
        client.expect("42[\"first\"]");
    }
}
