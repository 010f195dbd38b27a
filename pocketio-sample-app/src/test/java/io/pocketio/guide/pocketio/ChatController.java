package io.pocketio.guide.pocketio;

import io.pocketio.Broadcast;
import io.pocketio.SocketIoSocket;
import io.pocketio.annotation.OnDisconnect;
import io.pocketio.annotation.SocketController;
import io.pocketio.annotation.SocketEvent;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

@SocketController
class ChatController {

    private final Map<String, String> nicknames = new ConcurrentHashMap<>();

    @SocketEvent("nickname")
    boolean nickname(SocketIoSocket socket, Broadcast everybody, String nick) {
        boolean taken = nicknames.putIfAbsent(nick, nick) != null;
        if (!taken) {
            socket.data().put("nick", nick);
            socket.broadcast().emit("announcement", nick + " connected");
            everybody.emit("nicknames", nicknames);
        }
        return taken;
    }

    @SocketEvent("user message")
    void message(SocketIoSocket socket, String text) {
        socket.broadcast().emit("user message", socket.data().get("nick"), text);
    }

    @OnDisconnect
    void left(SocketIoSocket socket) {
        if (socket.data().get("nick") instanceof String nick) {
            nicknames.remove(nick);
            socket.broadcast().emit("announcement", nick + " disconnected");
            socket.broadcast().emit("nicknames", nicknames);
        }
    }
}
