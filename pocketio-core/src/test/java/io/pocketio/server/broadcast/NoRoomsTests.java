package io.pocketio.server.broadcast;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pocketio.Broadcast;
import io.pocketio.RemoteSocket;
import io.pocketio.SocketIoSocket;
import io.pocketio.engine.TestFrameChannel;
import io.pocketio.protocol.Arguments;
import io.pocketio.server.TestServer;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Lists of rooms, and of arguments, with nothing in them. */
class NoRoomsTests {

    private static final String[] NONE = {};

    private interface Call {

        Object on(TestServer server);
    }

    private static Named<Call> call(String name, Call call) {
        return Named.of(name, call);
    }

    static Stream<Named<Call>> targets() {
        return Stream.of(
                call("server.to", server -> server.io.to(NONE)),
                call("server.in", server -> server.io.in(NONE)),
                call("server.except", server -> server.io.except(NONE)),
                call("namespace.to", server -> server.io.sockets().to(NONE)),
                call("namespace.except", server -> server.io.sockets().except(NONE)),
                call("broadcast.to", server -> server.io.to("a").to(NONE)),
                call("broadcast.except", server -> server.io.to("a").except(NONE)),
                call("parent.to", server -> server.io.of(Pattern.compile("/x")).to(NONE)),
                call(
                        "parent.except",
                        server -> server.io.of(Pattern.compile("/x")).except(NONE)),
                call(
                        "parent.local.to",
                        server -> server.io.of(Pattern.compile("/x")).local().to(NONE)),
                call("socket.to", server -> server.socket().to(NONE)),
                call("socket.in", server -> server.socket().in(NONE)),
                call("socket.except", server -> server.socket().except(NONE)),
                call(
                        "socket.broadcast.to",
                        server -> server.socket().broadcast().to(NONE)));
    }

    @ParameterizedTest
    @MethodSource("targets")
    void areNoTarget(Call call) {
        TestServer server = new TestServer();
        server.connect();

        assertThatThrownBy(() -> call.on(server))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("without a room")
                .hasMessageContaining("leave it out");
    }

    @Test
    void tellWhichRoomIsNull() {
        TestServer server = new TestServer();
        TestFrameChannel client = server.connect();

        assertThatThrownBy(() -> server.io.to("a", null)).hasMessageContaining("a room of to(…) is null");
        assertThatThrownBy(() -> server.io.to((String[]) null)).hasMessageContaining("the rooms of to(…) are null");
        assertThatThrownBy(() -> server.socket().join((String[]) null))
                .hasMessageContaining("the rooms of join(…) are null");
        assertThatThrownBy(() -> server.io.socketsJoin("a", null))
                .hasMessageContaining("a room of socketsJoin(…) is null");
        assertThatThrownBy(() -> server.io.socketsLeave((String[]) null))
                .hasMessageContaining("the rooms of socketsLeave(…) are null");
        assertThatThrownBy(() -> server.io.rooms().join("x", (String[]) null))
                .hasMessageContaining("the rooms of join(…) are null");
        client.expectNothing();
    }

    @Test
    void areNothingToJoinOrLeave() {
        TestServer server = new TestServer();
        server.connect();
        RemoteSocket remote = Objects.requireNonNull(server.io.fetchSockets().blockFirst());

        assertThatCode(() -> {
                    server.socket().join(NONE);
                    server.io.socketsJoin(NONE);
                    server.io.socketsLeave(NONE);
                    server.io.rooms().join(server.socket().id(), NONE);
                    remote.join(NONE);
                })
                .doesNotThrowAnyException();
    }

    @Test
    void sayHowToSendNull() {
        TestServer server = new TestServer();
        TestFrameChannel client = server.connect();
        SocketIoSocket socket = server.socket();
        Broadcast all = server.io.sockets();
        Object[] none = null;

        for (Runnable emission : new Runnable[] {
            () -> socket.emit("a", none),
            () -> socket.send(none),
            () -> socket.asVolatile().emit("a", none),
            () -> socket.emitWithAck("a", none).subscribe(),
            () -> all.emit("a", none),
            () -> all.emitWithAck("a", none).subscribe(),
            () -> server.io.of(Pattern.compile("/x")).emit("a", none),
            () -> server.io.sockets().serverSideEmit("a", none),
            () -> server.io.sockets().serverSideEmitWithAck("a", none).subscribe(),
            () -> Arguments.of(none)
        }) {
            assertThatThrownBy(emission::run)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("(Object) null");
        }
        client.expectNothing();

        socket.emit("a", (Object) null);
        client.expect("42[\"a\",null]");
    }
}
