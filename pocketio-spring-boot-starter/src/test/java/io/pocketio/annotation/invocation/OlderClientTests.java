package io.pocketio.annotation.invocation;

import io.pocketio.Handshake;
import io.pocketio.SocketIoSocket;
import io.pocketio.annotation.OnConnect;
import io.pocketio.annotation.SocketController;
import io.pocketio.annotation.SocketEvent;
import io.pocketio.annotation.discovery.TestApplication;
import io.pocketio.engine.TestFrameChannel;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Clients of Socket.IO 1 and 2 and the same handlers. */
class OlderClientTests {

    private final TestApplication application = TestApplication.of(Main.class, Chat.class);

    @AfterEach
    void close() {
        application.close();
    }

    @Test
    void tellHandlersOfTheirQuery() {
        TestFrameChannel client = application.connectOlder("&room=b");
        client.expect("42[\"welcome\",false,\"b\"]");

        client.receive("40/chat?nick=ann%20b&age=7,");
        client.expect("40/chat,");
        client.expect("42/chat,[\"welcome\",\"ann b\",7,\"b\"]");
        client.receive("42/chat,1[\"whoami\",\"!\"]");

        client.expect("43/chat,1[\"ann b!\"]");
    }

    record Login(@Nullable String nick, int age) {}

    @SocketController
    static class Main {

        @OnConnect
        void joined(SocketIoSocket socket, Optional<Login> auth, Handshake handshake) {
            socket.emit("welcome", auth.isPresent(), handshake.query().get("room"));
        }
    }

    @SocketController("/chat")
    static class Chat {

        @OnConnect
        void joined(SocketIoSocket socket, Login auth, Handshake handshake) {
            socket.emit("welcome", auth.nick(), auth.age(), handshake.query().get("room"));
        }

        @SocketEvent("whoami")
        String whoAmI(String suffix, Handshake handshake) {
            return Objects.requireNonNull(handshake.query().get("nick")) + suffix;
        }
    }
}
