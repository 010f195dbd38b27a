package io.pocketio.benchmarks.codec;

import io.pocketio.engine.Admission;
import io.pocketio.engine.EngineRequest;
import io.pocketio.engine.EngineServer;
import io.pocketio.engine.FrameChannel;
import io.pocketio.engine.FrameListener;
import io.pocketio.engine.packet.Frame;
import io.pocketio.lane.Lane;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

/** A connection that keeps the last frame and takes all that it is given. Confined to one thread, which is always in its lane. */
final class Recipient implements FrameChannel, Lane {

    private @Nullable Frame last;

    /** A client in the main namespace. */
    static Recipient connect(EngineServer engine) {
        Recipient recipient = new Recipient();
        Admission admission = Objects.requireNonNull(engine.admit(upgrade()).block());
        FrameListener listener = engine.accept((Admission.Granted) admission, recipient);
        listener.frame(Frame.text("40"));
        return recipient;
    }

    private static EngineRequest upgrade() {
        Map<String, String> query = Map.of("EIO", "4", "transport", "websocket");
        String uri = "/socket.io/?EIO=4&transport=websocket";
        return new EngineRequest("GET", uri, query, Map.of(), true, false, null, null, Context.empty(), Mono.empty());
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
