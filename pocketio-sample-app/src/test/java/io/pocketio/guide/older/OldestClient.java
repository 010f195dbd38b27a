package io.pocketio.guide.older;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A client of Socket.IO 0.9 over WebSocket, as bare as the protocol is. */
public final class OldestClient implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 30;
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final BlockingQueue<String> incoming = new LinkedBlockingQueue<>();
    private final WebSocket webSocket;

    private OldestClient(int port, String sid) {
        URI uri = URI.create("ws://127.0.0.1:" + port + "/socket.io/1/websocket/" + sid);
        webSocket = HTTP.newWebSocketBuilder().buildAsync(uri, new Listener()).join();
    }

    /** @param query of its URL, with its question mark, or nothing */
    public static OldestClient connect(int port, String query) {
        return new OldestClient(port, handshake(port, query).split(":")[0]);
    }

    private static String handshake(int port, String query) {
        URI uri = URI.create("http://127.0.0.1:" + port + "/socket.io/1/" + query);
        try {
            return HTTP.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                    .body();
        } catch (IOException | InterruptedException failure) {
            throw new IllegalStateException(failure);
        }
    }

    public void send(String packet) {
        webSocket.sendText(packet, true).join();
    }

    /** Waits for a packet that is no heartbeat. */
    public String next() {
        String packet = poll();
        while (packet.equals("2::")) {
            packet = poll();
        }
        return packet;
    }

    private String poll() {
        try {
            String packet = incoming.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertThat(packet).as("what the client waits for").isNotNull();
            return Objects.requireNonNull(packet);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    @Override
    public void close() {
        webSocket.abort();
    }

    private final class Listener implements WebSocket.Listener {

        private final StringBuilder text = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                incoming.add(text.toString());
                text.setLength(0);
            }
            from.request(1);
            return null;
        }
    }
}
