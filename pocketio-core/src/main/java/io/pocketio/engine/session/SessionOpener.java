package io.pocketio.engine.session;

import io.pocketio.engine.CloseReason;
import io.pocketio.engine.EngineRequest;
import io.pocketio.engine.FrameChannel;
import io.pocketio.engine.FrameListener;
import io.pocketio.engine.TransportType;
import io.pocketio.engine.handshake.Reception;
import io.pocketio.engine.legacy.LegacySession;
import io.pocketio.engine.legacy.LegacySessions;
import io.pocketio.engine.legacy.LegacyTransport;
import io.pocketio.engine.packet.Revision;
import io.pocketio.engine.polling.PolledSession;
import io.pocketio.engine.polling.PolledSessions;
import io.pocketio.engine.polling.PollingTransport;
import io.pocketio.engine.transport.Transport;
import io.pocketio.engine.transport.TransportHost;
import io.pocketio.engine.transport.WebSocketTransport;
import io.pocketio.lane.Lane;
import io.pocketio.lane.SerialLane;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens sessions, and finds those that are open. Thread-safe. */
final class SessionOpener implements PolledSessions, LegacySessions {

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
        SerialLane lane = new SerialLane(shared.workers()::schedule);
        DefaultEngineSession session = new DefaultEngineSession(
                shared,
                sid,
                request,
                Reception.revision(request),
                lane,
                host -> new PollingTransport(host, lane, shared.waitingPackets()));
        session.execute(() -> {
            first.accept(session);
            open(session);
        });
    }

    @Override
    public @Nullable LegacySession findLegacy(String sid) {
        LiveSession session = sessions.find(sid);
        return session != null && session.revision() == Revision.LEGACY ? session : null;
    }

    @Override
    public LegacySession openLegacy(String sid, EngineRequest handshake, Consumer<LegacySession> first) {
        SerialLane lane = new SerialLane(shared.workers()::schedule);
        DefaultEngineSession session = legacy(
                sid,
                handshake,
                lane,
                host -> LegacyTransport.overHttp(
                        host, shared.legacyTimes(), new LegacyMoves(shared.counters(), lane::routeThrough)));
        session.execute(() -> {
            first.accept(session);
            open(session);
        });
        return session;
    }

    private DefaultEngineSession legacy(
            String sid, EngineRequest handshake, Lane lane, Function<TransportHost, Transport> transport) {
        return new DefaultEngineSession(shared, sid, handshake, Revision.LEGACY, lane, transport);
    }

    /** Its lane is that of its first channel for good, for it has one with a thread of its own already. */
    @Override
    public FrameListener openLegacy(String sid, EngineRequest handshake, FrameChannel channel) {
        LegacyMoves moves = new LegacyMoves(shared.counters(), lane -> {});
        DefaultEngineSession session = legacy(
                sid,
                handshake,
                channel.lane(),
                host -> LegacyTransport.over(channel, host, shared.legacyTimes(), moves));
        FrameListener transport = ((LegacyTransport) session.carrier()).webSocket();
        session.execute(() -> open(session));
        return transport;
    }

    /**
     * Opens a session over a WebSocket. In the channel's lane.
     *
     * @return whom the binding tells what happens on it
     */
    FrameListener open(String sid, EngineRequest request, Revision revision, FrameChannel channel) {
        DefaultEngineSession session = new DefaultEngineSession(
                shared, sid, request, revision, channel.lane(), host -> new WebSocketTransport(host, channel));
        FrameListener transport = (WebSocketTransport) session.carrier();
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

    private record LegacyMoves(EngineCounters counters, Consumer<Lane> routing) implements LegacyTransport.Moves {

        @Override
        public void moved(TransportType to) {
            if (to == TransportType.WEBSOCKET) {
                counters.webSocketBegins();
            } else {
                counters.webSocketEnds();
            }
        }

        @Override
        public void route(Lane ofChannel) {
            routing.accept(ofChannel);
        }
    }
}
