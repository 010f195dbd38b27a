package io.pocketio.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Closeable;
import java.io.UncheckedIOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A client that is told by the server which sockets leave the main namespace, and why. Listens in a thread of its own, so that it
 * answers pings whatever its user waits for.
 */
final class Watcher implements Closeable {

    private static final int PATIENCE_SECONDS = 30;

    private final RawWebSocket socket;
    private final BlockingQueue<String> packets = new LinkedBlockingQueue<>();

    Watcher(InteropServer server) {
        WebSocketClient client = WebSocketClient.open(server, EngineClient.SOCKET_IO);
        client.connect("/watch", "");
        socket = client.socket();
        Thread listener = new Thread(this::listen, "watcher");
        listener.setDaemon(true);
        listener.start();
    }

    private void listen() {
        try {
            RawWebSocket.Message message = socket.receive();
            while (message.opcode() != RawWebSocket.CLOSE) {
                if (message.describe().equals("2")) {
                    socket.send("3");
                } else {
                    packets.add(message.describe());
                }
                message = socket.receive();
            }
        } catch (UncheckedIOException closed) {
            // by the test, which is done
        }
    }

    /** Waits until the socket has left. */
    String reasonOf(String socketId) {
        String arguments = next("left", socketId);
        return arguments.substring(1, arguments.length() - 1);
    }

    /** Waits until the socket is about to leave, and gives the arguments behind its id. */
    String leaving(String socketId) {
        return next("leaving", socketId);
    }

    private String next(String event, String socketId) {
        String prefix = "42/watch,[\"" + event + "\",\"" + socketId + "\",";
        String packet = nextPacket();
        while (!packet.startsWith(prefix)) {
            packet = nextPacket();
        }
        return packet.substring(prefix.length(), packet.length() - 1);
    }

    private String nextPacket() {
        try {
            String packet = packets.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertThat(packet).as("packet of the server").isNotNull();
            return packet;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
