package io.pocketio.interop;

import java.io.Closeable;

/** A client that is told by the server which sockets leave the main namespace, and why. */
final class Watcher implements Closeable {

    private final EngineClient client;

    Watcher(InteropServer server) {
        client = Wire.WEBSOCKET.open(server);
        client.connect("/watch", "");
    }

    /** Waits until the socket has left. */
    String reasonOf(String socketId) {
        String prefix = "42/watch,[\"left\",\"" + socketId + "\",\"";
        String packet = client.receive();
        while (!packet.startsWith(prefix)) {
            packet = client.receive();
        }
        return packet.substring(prefix.length(), packet.length() - 2);
    }

    /** Waits until the socket is about to leave, and gives the arguments behind its id. */
    String leaving(String socketId) {
        String prefix = "42/watch,[\"leaving\",\"" + socketId + "\",";
        String packet = client.receive();
        while (!packet.startsWith(prefix)) {
            packet = client.receive();
        }
        return packet.substring(prefix.length(), packet.length() - 1);
    }

    @Override
    public void close() {
        client.close();
    }
}
