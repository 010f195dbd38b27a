package io.pocketio.readme;

import io.pocketio.Ack;
import io.pocketio.DisconnectReason;
import io.pocketio.SocketIoSocket;
import io.pocketio.annotation.OnConnect;
import io.pocketio.annotation.OnDisconnect;
import io.pocketio.annotation.SocketController;
import io.pocketio.annotation.SocketEvent;
import io.pocketio.annotation.SocketExceptionHandler;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

@SocketController("/chat")
class ChatController {

    private final MessageRepository messages;

    ChatController(MessageRepository messages) {
        this.messages = messages;
    }

    @OnConnect
    void joined(SocketIoSocket socket, Login auth) {
        String nick = Objects.requireNonNullElse(auth.nick(), "guest");
        socket.data().put("nick", nick);
        socket.join("lobby");
        socket.to("lobby").emit("joined", nick);
    }

    @SocketEvent("chat message")
    Mono<Receipt> message(SocketIoSocket socket, ChatMessage message) {
        return messages.save(message)
                .doOnNext(saved -> socket.to("lobby").emit("chat message", saved))
                .map(saved -> new Receipt(saved.id()));
    }

    @SocketEvent("typing")
    void typing(SocketIoSocket socket, String room, boolean on) {
        socket.to(room).asVolatile().emit("typing", socket.id(), on);
    }

    @SocketEvent("upload")
    void upload(byte[] file, String name, Ack ack) {
        ack.send("stored", file.length);
    }

    @OnDisconnect
    void left(SocketIoSocket socket, DisconnectReason reason) {
        socket.to("lobby").emit("left", socket.id());
    }

    @SocketExceptionHandler
    Problem refused(MessageRefusedException failure) {
        return new Problem(failure.getMessage());
    }
}

class MessageRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MessageRefusedException(String message) {
        super(message);
    }
}

interface MessageRepository {
    Mono<ChatMessage> save(ChatMessage message);
}

record Login(@Nullable String nick) {}

record ChatMessage(String id, String text) {}

record Receipt(String id) {}

record Problem(String message) {}
