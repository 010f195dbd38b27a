package io.pocketio.engine;

import io.pocketio.engine.packet.EnginePacket;
import io.pocketio.lane.TimerWheel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * An Engine.IO server: what a binding hands its HTTP requests and WebSockets to. Knows nothing of Socket.IO, so an application can
 * mount one with a listener of its own. Thread-safe.
 *
 * @since 0.1
 * @see <a href="https://socket.io/docs/v4/engine-io-protocol/">Engine.IO protocol</a>
 */
public final class EngineServer {

    private static final Logger logger = LoggerFactory.getLogger(EngineServer.class);
    private static final long LONGEST_TICK_MILLIS = 50;
    private static final long SHORTEST_TICK_MILLIS = 1;
    private static final long NANOS_IN_MILLI = 1_000_000;
    private static final int TICKS_IN_SHORTEST_TIMEOUT = 200;

    private final EngineListener listener;
    private final EngineOptions options;
    private final Reception reception;
    private final OpenPackets openPackets;
    private final SharedValues sharedValues = new SharedValues();
    private final Scheduler scheduler;
    private final TimerWheel wheel;
    private final PollingEndpoint polling;
    private final Map<String, EngineSession> sessions = new ConcurrentHashMap<>();
    private final OutboundBudget outboundBudget;
    private final EngineCounters counters;
    private volatile boolean closed;

    private EngineServer(Builder builder) {
        listener = builder.listener;
        options = builder.options;
        reception = new Reception(
                options,
                builder.allowRequest,
                builder.sessionIds,
                sessions::containsKey,
                builder.connectionErrorListeners,
                builder.headerHooks);
        openPackets = new OpenPackets(options);
        polling = new PollingEndpoint(this, reception);
        scheduler = builder.scheduler;
        wheel = new TimerWheel(scheduler, builder.clock, tick(options));
        outboundBudget = new OutboundBudget(options.maxOutboundBuffer(), options.maxTotalOutboundBuffer(), scheduler);
        counters = new EngineCounters(sessions.values(), outboundBudget);
    }

    /** {@link Long#MAX_VALUE} for what does not fit: as good as for ever. */
    private static long millis(Duration duration) {
        return duration.compareTo(Duration.ofMillis(Long.MAX_VALUE)) > 0 ? Long.MAX_VALUE : duration.toMillis();
    }

    /** In numbers: a quotient of durations is made of big decimals, 15 ms of a start. */
    private static Duration tick(EngineOptions options) {
        long shortest = millis(options.pingInterval());
        for (Duration timeout : List.of(options.pingTimeout(), options.upgradeTimeout())) {
            shortest = Math.min(shortest, millis(timeout));
        }
        long tick = shortest / TICKS_IN_SHORTEST_TIMEOUT;
        return Duration.ofMillis(Math.max(SHORTEST_TICK_MILLIS, Math.min(tick, LONGEST_TICK_MILLIS)));
    }

    public static Builder builder(EngineListener listener) {
        return new Builder(listener);
    }

    public EngineOptions options() {
        return options;
    }

    EngineListener listener() {
        return listener;
    }

    SharedValues sharedValues() {
        return sharedValues;
    }

    Scheduler scheduler() {
        return scheduler;
    }

    TimerWheel wheel() {
        return wheel;
    }

    OutboundBudget outboundBudget() {
        return outboundBudget;
    }

    EngineCounters counters() {
        return counters;
    }

    /**
     * Answers an HTTP request that is no WebSocket upgrade: polls, posts, and errors. Cancelling the result tells that the client
     * has gone, and ends its session at once.
     */
    public Mono<EngineResponse> handle(EngineRequest request) {
        return Mono.defer(() -> polling.handle(request, null));
    }

    /**
     * As {@link #handle(EngineRequest)}, for a binding whose server has event loops: the answer to a poll takes all that was sent
     * in one turn of the loop.
     *
     * @param turns runs a task in the event loop of the request's connection, when that has done what it has in hand; drops it
     *     when the loop has ended
     */
    public Mono<EngineResponse> handle(EngineRequest request, Executor turns) {
        return Mono.defer(() -> polling.handle(request, turns));
    }

    /** Judges a WebSocket upgrade, before it is done. */
    public Mono<Admission> admit(EngineRequest request) {
        return Mono.defer(() -> {
            String sid = Reception.sid(request);
            if (closed) {
                return Mono.just(new Admission.Refused(EngineResponse.empty(503)));
            }
            return sid == null
                    ? reception.judge(request).map(verdict -> admitHandshake(request, verdict))
                    : Mono.just(admitUpgrade(request, sid));
        });
    }

    private Admission admitUpgrade(EngineRequest request, String sid) {
        EngineSession session = session(sid);
        TransportType carrier = session == null ? null : session.transport();
        Verdict.Refused refused = reception.judge(request, carrier);
        return refused == null
                ? new Admission.Granted(request, sid, false, reception.upgradeHeaders(request))
                : new Admission.Refused(reception.refuseUpgrade(request, refused, carrier));
    }

    private Admission admitHandshake(EngineRequest request, Verdict verdict) {
        if (verdict instanceof Verdict.Refused refused) {
            return new Admission.Refused(reception.refuseUpgrade(request, refused, null));
        }
        String sid = ((Verdict.Accepted) verdict).sid();
        return new Admission.Granted(request, sid, true, reception.handshakeHeaders(request, sid));
    }

    /**
     * Takes over an upgraded connection. Called in the channel's lane.
     *
     * @return whom the binding tells what happens on the connection
     */
    public FrameListener accept(Admission.Granted admission, FrameChannel channel) {
        if (!admission.newSession()) {
            EngineSession session = session(admission.sid());
            if (session == null) {
                channel.close();
                return IgnoringFrameListener.INSTANCE;
            }
            return session.probe(channel);
        }
        EngineSession session = EngineSession.overWebSocket(this, admission.sid(), admission.request(), channel);
        WebSocketTransport transport = session.webSocket();
        channel.lane().execute(() -> open(session));
        return transport;
    }

    EngineSession openPolling(String sid, EngineRequest request, Poll poll) {
        EngineSession session = EngineSession.overPolling(this, sid, request);
        session.lane().execute(() -> {
            session.poll(poll);
            open(session);
        });
        return session;
    }

    /** In the session's lane. */
    private void open(EngineSession session) {
        if (session.isClosed()) {
            return; // its client went while the application was asked
        }
        if (sessions.putIfAbsent(session.id(), session) != null) {
            logger.error("The session id generator gave an id twice at a time");
            session.end(CloseReason.FORCED_CLOSE, null);
            return;
        }
        if (session.transport() == TransportType.WEBSOCKET) {
            counters.webSocketBegins();
        }
        session.open();
        logger.debug("Opened over {} ({})", session.transport().wireName(), session);
        if (closed) {
            session.end(CloseReason.SERVER_SHUTTING_DOWN, null);
        }
    }

    @Nullable
    EngineSession session(String sid) {
        return sessions.get(sid);
    }

    void remove(EngineSession session) {
        if (sessions.remove(session.id(), session)) {
            counters.ended(session.transport(), session.messages());
        }
    }

    boolean isClosed() {
        return closed;
    }

    EnginePacket openPacket(String sid, TransportType transport) {
        return openPackets.of(sid, transport);
    }

    /** Sessions that are open now. */
    public int clientsCount() {
        return sessions.size();
    }

    /** What the server tells of itself. */
    public EngineStatistics statistics() {
        return counters;
    }

    /** Timers that are armed now: heartbeats and time-outs of sessions. Without sessions there is none. */
    public int timersCount() {
        return wheel.size();
    }

    /** Takes sessions again after {@link #close()}. A new engine is open. */
    public void open() {
        closed = false;
    }

    /** Closes all sessions and refuses new ones. Starts at once; the result completes when the last one is closed. */
    public Mono<Void> close() {
        closed = true;
        Collection<EngineSession> open = new ArrayList<>(sessions.values());
        AtomicInteger left = new AtomicInteger(open.size());
        return open.isEmpty() ? Mono.empty() : closeAll(open, left);
    }

    private static Mono<Void> closeAll(Collection<EngineSession> open, AtomicInteger left) {
        Sinks.Empty<Void> allClosed = Sinks.empty();
        for (EngineSession session : open) {
            session.lane().execute(() -> {
                session.end(CloseReason.SERVER_SHUTTING_DOWN, null);
                if (left.decrementAndGet() == 0) {
                    allClosed.tryEmitEmpty();
                }
            });
        }
        return allClosed.asMono();
    }

    /** Collects the parts of a server. Confined to its caller. */
    public static final class Builder {

        private final EngineListener listener;
        private EngineOptions options = EngineOptions.defaults();
        private AllowRequest allowRequest = request -> Mono.empty();
        private ReactiveSessionIdGenerator sessionIds = ReactiveSessionIdGenerator.of(SessionIdGenerator.random());
        private final List<ResponseHeadersHook> headerHooks = new ArrayList<>();
        private final List<ConnectionErrorListener> connectionErrorListeners = new ArrayList<>();
        private Scheduler scheduler = Schedulers.parallel();
        private LongSupplier clock = () -> System.nanoTime() / NANOS_IN_MILLI;

        private Builder(EngineListener listener) {
            this.listener = listener;
        }

        public Builder options(EngineOptions settings) {
            options = settings;
            return this;
        }

        public Builder allowRequest(AllowRequest hook) {
            allowRequest = hook;
            return this;
        }

        public Builder sessionIds(SessionIdGenerator generator) {
            sessionIds = ReactiveSessionIdGenerator.of(generator);
            return this;
        }

        public Builder sessionIds(ReactiveSessionIdGenerator generator) {
            sessionIds = generator;
            return this;
        }

        /** Has one more hook add headers to answers, behind those that are there. */
        public Builder headers(ResponseHeadersHook hook) {
            headerHooks.add(hook);
            return this;
        }

        /** Has one more listener told of refused requests. */
        public Builder onConnectionError(ConnectionErrorListener errors) {
            connectionErrorListeners.add(errors);
            return this;
        }

        /**
         * Runs timers and, by {@link Scheduler#now}, is their clock: a virtual one in tests. Unless set, Reactor's parallel
         * scheduler and a clock that follows no change of the machine's.
         */
        public Builder scheduler(Scheduler timer) {
            scheduler = timer;
            clock = () -> timer.now(TimeUnit.MILLISECONDS);
            return this;
        }

        public EngineServer build() {
            return new EngineServer(this);
        }
    }
}
