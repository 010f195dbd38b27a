package io.pocketio.guide;

import static org.assertj.core.api.Assertions.assertThat;

import io.socket.client.Ack;
import io.socket.client.IO;
import io.socket.client.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A client of the examples: the official Java client, whose events are waited for. */
public final class GuideClient implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 30;

    private final Socket socket;
    private final BlockingQueue<String> incoming = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> refusals = new LinkedBlockingQueue<>();
    private final CompletableFuture<Void> connected = new CompletableFuture<>();

    private GuideClient(Socket socket) {
        this.socket = socket;
        socket.on(Socket.EVENT_CONNECT, nothing -> connected.complete(null));
        socket.on(Socket.EVENT_CONNECT_ERROR, error -> refusals.add(text(error)));
        socket.onAnyIncoming(event -> incoming.add(text(event)));
    }

    /** @param transports {@code polling}, {@code websocket} or both */
    public static GuideClient connect(int port, String namespace, String transports, Map<String, String> auth) {
        GuideClient client = create(port, namespace, transports, auth);
        client.connected.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
        return client;
    }

    public static GuideClient connect(int port, String namespace) {
        return connect(port, namespace, "websocket", Map.of());
    }

    /** What the client is told that may not connect. */
    public static String refusal(int port, String namespace, Map<String, String> auth) {
        try (GuideClient client = create(port, namespace, "websocket", auth)) {
            return await(client.refusals);
        }
    }

    private static GuideClient create(int port, String namespace, String transports, Map<String, String> auth) {
        IO.Options options = IO.Options.builder()
                .setTransports(transports.split(","))
                .setForceNew(true)
                .setReconnection(false)
                .setAuth(auth)
                .build();
        GuideClient client = new GuideClient(IO.socket(URI.create("http://127.0.0.1:" + port + namespace), options));
        client.socket.connect();
        return client;
    }

    public String id() {
        return socket.id();
    }

    /** Answers each event of that name. */
    public GuideClient answering(String event, Object answer) {
        socket.on(event, arguments -> ((Ack) arguments[arguments.length - 1]).call(answer));
        return this;
    }

    public void emit(String event, Object... arguments) {
        socket.emit(event, arguments);
    }

    /** Emits and waits for the acknowledgement, whose arguments it gives as text. */
    public String ask(String event, Object... arguments) {
        CompletableFuture<String> answer = new CompletableFuture<>();
        socket.emit(event, arguments, (Ack) values -> answer.complete(text(values)));
        return answer.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    /** Waits for an event: its name and its arguments as text. */
    public String next() {
        return await(incoming);
    }

    /** Events that came and were not waited for. */
    public List<String> others() {
        List<String> others = new ArrayList<>();
        incoming.drainTo(others);
        return others;
    }

    private static String await(BlockingQueue<String> queue) {
        try {
            String value = queue.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertThat(value).as("what the client waits for").isNotNull();
            return Objects.requireNonNull(value);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private static String text(Object[] values) {
        return String.join(" ", Arrays.stream(values).map(GuideClient::text).toList());
    }

    private static String text(Object value) {
        return value instanceof byte[] bytes ? bytes.length + " bytes" : String.valueOf(value);
    }

    public void disconnect() {
        socket.disconnect();
    }

    @Override
    public void close() {
        socket.close();
    }
}
