package io.pocketio.engine.session;

import io.pocketio.engine.CloseReason;
import io.pocketio.engine.EngineRequest;
import io.pocketio.engine.FrameChannel;
import io.pocketio.engine.FrameListener;
import io.pocketio.engine.TransportType;
import io.pocketio.engine.polling.PolledSession;
import io.pocketio.engine.polling.PolledSessions;
import io.pocketio.engine.polling.PollingTransport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens sessions, and finds those that are open. Thread-safe. */
final class SessionOpener implements PolledSessions {

    private static final Logger logger = LoggerFactory.getLogger(SessionOpener.class);

    private final EngineContext shared;
    private final SessionRegistry sessions;

    SessionOpener(EngineContext shared) {
        this.shared = shared;
        this.sessions = shared.sessions();
    }

    @Override
    public boolean areClosed() {
        return sessions.isClosed();
    }

    @Override
    public @Nullable PolledSession find(String sid) {
        return sessions.find(sid);
    }

    @Override
    public void open(String sid, EngineRequest request, Consumer<PolledSession> first) {
        DefaultEngineSession session = new DefaultEngineSession(shared, sid, request, null);
        session.execute(() -> {
            first.accept(session);
            open(session);
        });
    }

    /**
     * Opens a session over a WebSocket. In the channel's lane.
     *
     * @return whom the binding tells what happens on it
     */
    FrameListener open(String sid, EngineRequest request, FrameChannel channel) {
        DefaultEngineSession session = new DefaultEngineSession(shared, sid, request, channel);
        FrameListener transport = session.webSocket();
        session.execute(() -> open(session));
        return transport;
    }

    /** In the session's lane. */
    private void open(DefaultEngineSession session) {
        if (session.isClosed()) {
            return; // its client went while the application was asked
        }
        if (!sessions.add(session)) {
            logger.error("The session id generator gave an id twice at a time");
            session.end(CloseReason.FORCED_CLOSE, null);
            return;
        }
        if (session.transport() == TransportType.WEBSOCKET) {
            shared.counters().webSocketBegins();
        }
        session.open();
        PollingTransport polling = session.polling();
        if (polling != null) {
            polling.awaitPoll(shared.options().firstPollTimeout());
        }
        logger.debug("Opened over {} ({})", session.transport().wireName(), session);
        if (sessions.isClosed()) {
            session.end(CloseReason.SERVER_SHUTTING_DOWN, null);
        }
    }
}
