package io.pocketio.engine.session;

import io.pocketio.engine.AllowRequest;
import io.pocketio.engine.ConnectionErrorListener;
import io.pocketio.engine.EngineListener;
import io.pocketio.engine.EngineOptions;
import io.pocketio.engine.EngineServer;
import io.pocketio.engine.ReactiveSessionIdGenerator;
import io.pocketio.engine.ResponseHeadersHook;
import io.pocketio.engine.SessionIdGenerator;
import io.pocketio.engine.budget.InboundBudget;
import io.pocketio.engine.budget.OutboundBudget;
import io.pocketio.engine.budget.WaitingPackets;
import io.pocketio.engine.handshake.OpenPackets;
import io.pocketio.engine.handshake.Reception;
import io.pocketio.engine.handshake.SharedValues;
import io.pocketio.engine.legacy.LegacyTimes;
import io.pocketio.engine.legacy.PendingHandshakes;
import io.pocketio.lane.Durations;
import io.pocketio.lane.TimeSource;
import io.pocketio.lane.TimerWheel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Collects the parts of an {@link EngineServer}. Confined to its caller.
 *
 * @since 0.1
 */
public final class EngineServerBuilder {

    private static final long LONGEST_TICK_MILLIS = 50;
    private static final long SHORTEST_TICK_MILLIS = 1;
    private static final int TICKS_IN_SHORTEST_TIMEOUT = 200;

    private final EngineListener listener;
    private EngineOptions options = EngineOptions.defaults();
    private AllowRequest allowRequest = request -> Mono.empty();
    private ReactiveSessionIdGenerator sessionIds = ReactiveSessionIdGenerator.of(SessionIdGenerator.random());
    private final List<ResponseHeadersHook> headerHooks = new ArrayList<>();
    private final List<ConnectionErrorListener> connectionErrorListeners = new ArrayList<>();
    private boolean jsonMessages;
    private TimeSource time = new TimeSource(null);

    private EngineServerBuilder(EngineListener listener) {
        this.listener = listener;
    }

    public static EngineServerBuilder create(EngineListener listener) {
        return new EngineServerBuilder(listener);
    }

    public EngineServerBuilder options(EngineOptions settings) {
        options = settings;
        return this;
    }

    public EngineServerBuilder allowRequest(AllowRequest hook) {
        allowRequest = hook;
        return this;
    }

    public EngineServerBuilder sessionIds(SessionIdGenerator generator) {
        sessionIds = ReactiveSessionIdGenerator.of(generator);
        return this;
    }

    public EngineServerBuilder sessionIds(ReactiveSessionIdGenerator generator) {
        sessionIds = generator;
        return this;
    }

    /** Has one more hook add headers to answers, behind those that are there. */
    public EngineServerBuilder headers(ResponseHeadersHook hook) {
        headerHooks.add(hook);
        return this;
    }

    /** Has one more listener told of refused requests. */
    public EngineServerBuilder onConnectionError(ConnectionErrorListener errors) {
        connectionErrorListeners.add(errors);
        return this;
    }

    /**
     * Whether the text that is sent is JSON, or has nothing but ASCII ahead of one, so that characters beyond ASCII may be escaped: clients
     * of Socket.IO 1 that poll can read them in no other way. False unless set.
     */
    public EngineServerBuilder jsonMessages(boolean json) {
        jsonMessages = json;
        return this;
    }

    /**
     * Runs timers and what takes some time, and is the clock by {@link Scheduler#now}: a virtual one in tests. Unless set, timers have a
     * thread that runs nothing else, the rest is done by workers that may block, and the clock follows no change of the machine's.
     */
    public EngineServerBuilder scheduler(Scheduler timer) {
        time = new TimeSource(timer);
        return this;
    }

    public EngineServer build() {
        EngineContext shared = sharedParts();
        Reception reception = new Reception(
                options, allowRequest, sessionIds, shared.sessions(), connectionErrorListeners, headerHooks);
        return new DefaultEngineServer(shared, reception, time);
    }

    private EngineContext sharedParts() {
        TimerWheel wheel = new TimerWheel(time.timer(), time::millis, tick(options));
        PendingHandshakes pending = new PendingHandshakes(wheel, options.firstPollTimeout());
        SessionRegistry sessions = new SessionRegistry(options.maxSessions(), pending, time::nanos);
        WaitingPackets waiting = new WaitingPackets();
        OutboundBudget budget = new OutboundBudget(
                options.maxOutboundBuffer(),
                options.maxTotalOutboundBuffer(),
                waiting::bytes,
                time.timer(),
                time::nanos);
        InboundBudget inbound =
                new InboundBudget(options.maxTotalInboundBuffer(), options.maxHttpBufferSize(), time::nanos);
        return new EngineContext(
                listener,
                options,
                jsonMessages,
                LegacyTimes.of(options),
                new OpenPackets(options),
                new SharedValues(),
                time.workers(),
                wheel,
                waiting,
                budget,
                inbound,
                sessions,
                pending,
                new EngineCounters(sessions, budget, inbound));
    }

    /** In numbers: a quotient of durations is made of big decimals, 15 ms of a start. */
    private static Duration tick(EngineOptions options) {
        long shortest = Durations.millis(options.pingInterval());
        for (Duration timeout : List.of(options.pingTimeout(), options.upgradeTimeout(), options.firstPollTimeout())) {
            shortest = Math.min(shortest, Durations.millis(timeout));
        }
        long tick = shortest / TICKS_IN_SHORTEST_TIMEOUT;
        return Duration.ofMillis(Math.max(SHORTEST_TICK_MILLIS, Math.min(tick, LONGEST_TICK_MILLIS)));
    }
}
