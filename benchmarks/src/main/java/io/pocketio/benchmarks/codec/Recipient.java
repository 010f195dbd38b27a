package io.pocketio.benchmarks.codec;

import io.pocketio.engine.Admission;
import io.pocketio.engine.EngineAnswer;
import io.pocketio.engine.EngineRequest;
import io.pocketio.engine.EngineResponse;
import io.pocketio.engine.EngineServer;
import io.pocketio.engine.FrameChannel;
import io.pocketio.engine.FrameListener;
import io.pocketio.engine.packet.Frame;
import io.pocketio.engine.packet.Revision;
import io.pocketio.lane.Lane;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

/** A connection that keeps the last frame and takes all that it is given. Confined to one thread, which is always in its lane. */
final class Recipient implements FrameChannel, Lane {

    /** What browsers and Node offer, and what tells the clients of Socket.IO 1.4 and later from those before. */
    private static final Map<String, List<String>> OFFER =
            Map.of("sec-websocket-extensions", List.of("permessage-deflate; client_max_window_bits"));

    private @Nullable Frame last;

    /** A client of that generation in the main namespace. */
    static Recipient connect(EngineServer engine, Revision generation) {
        Recipient recipient = new Recipient();
        Admission admission =
                Objects.requireNonNull(admission(engine, generation).block());
        FrameListener listener = engine.accept((Admission.Granted) admission, recipient);
        if (generation == Revision.V4) {
            listener.frame(Frame.text("40"));
        }
        return recipient;
    }

    private static Mono<Admission> admission(EngineServer engine, Revision generation) {
        return switch (generation) {
            case V4 -> engine.admit(webSocket("4"));
            case V3 -> engine.admit(webSocket("3"));
            case LEGACY ->
                engine.handleLegacy(request("/socket.io/1/", Map.of(), false), "1/", null)
                        .map(Recipient::sid)
                        .flatMap(sid -> engine.admitLegacy(
                                request("/socket.io/1/websocket/" + sid, Map.of(), true), "1/websocket/" + sid));
        };
    }

    /** It stands before the first colon. */
    private static String sid(EngineAnswer handshake) {
        byte[] body = ((EngineResponse) handshake).body();
        String text = new String(body, StandardCharsets.US_ASCII);
        return text.substring(0, text.indexOf(':'));
    }

    private static EngineRequest webSocket(String version) {
        return request(
                "/socket.io/?EIO=" + version + "&transport=websocket",
                Map.of("EIO", version, "transport", "websocket"),
                true);
    }

    private static EngineRequest request(String uri, Map<String, String> query, boolean webSocket) {
        return new EngineRequest(
                "GET",
                uri,
                query,
                query.containsKey("EIO") && webSocket ? OFFER : Map.of(),
                webSocket,
                false,
                null,
                null,
                Context.empty(),
                Mono.empty());
    }

    /** The frame that came last. */
    Frame last() {
        return Objects.requireNonNull(last);
    }

    @Override
    public void write(Frame frame) {
        last = frame;
    }

    @Override
    public void flush() {}

    @Override
    public boolean isWritable() {
        return true;
    }

    @Override
    public long pendingBytes() {
        return 0;
    }

    @Override
    public void setReading(boolean reading) {}

    @Override
    public void close() {}

    @Override
    public Lane lane() {
        return this;
    }

    @Override
    public boolean inLane() {
        return true;
    }

    @Override
    public void execute(Runnable task) {
        task.run();
    }

    @Override
    public void post(Runnable task) {
        task.run(); // nothing is ever posted
    }
}
