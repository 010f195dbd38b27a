package io.pocketio.sample;

import io.pocketio.Broadcast;
import io.pocketio.SocketIoSocket;
import io.pocketio.annotation.OnConnect;
import io.pocketio.annotation.OnDisconnect;
import io.pocketio.annotation.SocketController;
import io.pocketio.annotation.SocketEvent;
import io.pocketio.annotation.SocketExceptionHandler;
import io.pocketio.sample.ChatMessage.Picture;
import io.pocketio.sample.ChatMessage.Receipt;
import io.pocketio.sample.ChatRoom.Presence;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The events of the chat. What a method returns acknowledges the event. */
@SocketController
class ChatController {

    private static final Set<String> PICTURE_TYPES = Set.of("image/jpeg", "image/png", "image/gif", "image/webp");
    private static final int MAX_KEY_LENGTH = 64;
    private static final String ROOM = "room";

    private final ChatRooms rooms;
    private final Nicknames nicknames;
    private final Broadcast broadcast;
    private final ChatLimits limits;
    private final Clock clock;

    ChatController(ChatRooms rooms, Nicknames nicknames, Broadcast broadcast, ChatLimits limits, Clock clock) {
        this.rooms = rooms;
        this.nicknames = nicknames;
        this.broadcast = broadcast;
        this.limits = limits;
        this.clock = clock;
    }

    @OnConnect
    void connected(SocketIoSocket socket) {
        socket.emit("welcome", Welcome.of(Nicknames.of(socket), limits));
        socket.emit("rooms", rooms.list());
    }

    /** @param since id of the last message that the client has, so that it gets only those that it missed; 0 for all */
    @SocketEvent("join")
    Joined join(SocketIoSocket socket, String name, long since) {
        ChatRoom room = rooms.enter(name, socket.id(), Nicknames.of(socket));
        // Before the history is read: what is said in between comes twice rather than never.
        socket.join(room.address());
        ChatRoom former = (ChatRoom) socket.data().put(ROOM, room);
        if (former != room) {
            socket.to(room.address()).emit("presence", room.presence());
            if (former != null) {
                socket.leave(former.address());
                leave(socket, former);
            }
            broadcast.emit("rooms", rooms.list());
        }
        return new Joined(room.presence(), room.messagesAfter(since));
    }

    @SocketEvent("message")
    Receipt message(SocketIoSocket socket, String key, String text) {
        if (text.isBlank() || text.length() > limits.textLength()) {
            throw new RefusedException("A message has 1 to " + limits.textLength() + " characters.");
        }
        return say(socket, key, text.strip(), null);
    }

    @SocketEvent("picture")
    Receipt picture(SocketIoSocket socket, String key, String type, byte[] data) {
        if (!PICTURE_TYPES.contains(type)) {
            throw new RefusedException("A picture is a JPEG, PNG, GIF or WebP file.");
        }
        if (data.length == 0 || data.length > limits.pictureSize().toBytes()) {
            throw new RefusedException(
                    "A picture has at most " + limits.pictureSize().toKilobytes() + " KB.");
        }
        return say(socket, key, null, new Picture(type, data));
    }

    /** Sent by each client that has got a message: the authors' second tick. */
    @SocketEvent("delivered")
    void delivered(SocketIoSocket socket, long id) {
        ChatRoom room = roomOf(socket);
        room.delivered(socket.id(), id)
                .ifPresent(upTo -> broadcast.to(room.address()).emit("delivered", room.name(), upTo));
    }

    /** Volatile: nobody wants to know later who was typing now. */
    @SocketEvent("typing")
    void typing(SocketIoSocket socket, boolean typing) {
        ChatRoom room = roomOf(socket);
        socket.to(room.address()).asVolatile().emit("typing", room.name(), Nicknames.of(socket), typing);
    }

    @OnDisconnect
    void disconnected(SocketIoSocket socket) {
        nicknames.release(socket);
        ChatRoom room = (ChatRoom) socket.data().get(ROOM);
        if (room != null) {
            leave(socket, room);
            broadcast.emit("rooms", rooms.list());
        }
    }

    /** Acknowledges an event that was refused: the page shows the reason. */
    @SocketExceptionHandler
    Refusal refused(RefusedException ex) {
        return new Refusal(ex.reason());
    }

    private Receipt say(SocketIoSocket socket, String key, @Nullable String text, @Nullable Picture picture) {
        if (key.isEmpty() || key.length() > MAX_KEY_LENGTH) {
            throw new RefusedException("A message needs a key of at most " + MAX_KEY_LENGTH + " characters.");
        }
        ChatRoom room = roomOf(socket);
        String author = Nicknames.of(socket);
        return room.find(author, key)
                .orElseGet(() -> {
                    ChatMessage message = room.add(author, key, clock.instant(), text, picture);
                    socket.to(room.address()).emit("message", message);
                    return message;
                })
                .receipt();
    }

    private void leave(SocketIoSocket socket, ChatRoom room) {
        room.leave(socket.id());
        broadcast.to(room.address()).emit("presence", room.presence());
    }

    private static ChatRoom roomOf(SocketIoSocket socket) {
        ChatRoom room = (ChatRoom) socket.data().get(ROOM);
        if (room == null) {
            throw new RefusedException("Please join a room first.");
        }
        return room;
    }

    record Welcome(String nickname, int maxNameLength, int maxTextLength, long maxPictureBytes) {

        static Welcome of(String nickname, ChatLimits limits) {
            return new Welcome(
                    nickname,
                    limits.nameLength(),
                    limits.textLength(),
                    limits.pictureSize().toBytes());
        }
    }

    record Joined(Presence presence, List<ChatMessage> messages) {}

    record Refusal(String error) {}
}
