package io.pocketio.webflux;

import static org.awaitility.Awaitility.await;

import io.pocketio.engine.CloseReason;
import io.pocketio.engine.EngineListener;
import io.pocketio.engine.EngineSession;
import io.pocketio.engine.SessionListener;
import io.pocketio.engine.packet.EnginePacket;
import io.pocketio.engine.packet.Frame;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** An application of plain Engine.IO: sends each message back, and keeps what happened. */
public final class RecordingEngine implements EngineListener {

    public final List<EngineSession> opened = new CopyOnWriteArrayList<>();
    public final List<Frame> received = new CopyOnWriteArrayList<>();
    public final List<CloseReason> closed = new CopyOnWriteArrayList<>();

    @Override
    public SessionListener opened(EngineSession session) {
        opened.add(session);
        return new SessionListener() {
            @Override
            public void message(Frame message) {
                received.add(message);
                session.send(
                        message.isBinary()
                                ? EnginePacket.message(message.toByteArray())
                                : EnginePacket.message(message.asText()));
            }

            @Override
            public void closed(CloseReason reason, @Nullable Throwable cause) {
                closed.add(reason);
            }
        };
    }

    public EngineSession session() {
        await().until(() -> !opened.isEmpty());
        return opened.get(0);
    }

    public CloseReason awaitClose() {
        await().until(() -> !closed.isEmpty());
        return closed.get(0);
    }
}
