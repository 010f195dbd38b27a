package io.pocketio.engine.session;

import io.pocketio.engine.Admission;
import io.pocketio.engine.CloseReason;
import io.pocketio.engine.EngineAnswer;
import io.pocketio.engine.EngineOptions;
import io.pocketio.engine.EngineRequest;
import io.pocketio.engine.EngineResponse;
import io.pocketio.engine.EngineServer;
import io.pocketio.engine.EngineSession;
import io.pocketio.engine.EngineStatistics;
import io.pocketio.engine.EventLoopTurns;
import io.pocketio.engine.FrameChannel;
import io.pocketio.engine.FrameListener;
import io.pocketio.engine.TransportType;
import io.pocketio.engine.handshake.Reception;
import io.pocketio.engine.handshake.Verdict;
import io.pocketio.engine.legacy.LegacyDoor;
import io.pocketio.engine.packet.Revision;
import io.pocketio.engine.polling.PollingEndpoint;
import io.pocketio.engine.transport.IgnoringFrameListener;
import io.pocketio.lane.Durations;
import io.pocketio.lane.TimeSource;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Takes what a binding brings to the session that it belongs to. Thread-safe. */
final class DefaultEngineServer implements EngineServer {

    private final EngineContext shared;
    private final TimeSource time;
    private final SessionRegistry sessions;
    private final SessionOpener opener;
    private final Reception reception;
    private final PollingEndpoint polling;
    private final LegacyDoor legacy;

    DefaultEngineServer(EngineContext shared, Reception reception, TimeSource time) {
        this.shared = shared;
        this.time = time;
        this.sessions = shared.sessions();
        this.opener = new SessionOpener(shared);
        this.reception = reception;
        this.polling =
                new PollingEndpoint(opener, reception, shared.options(), shared.jsonMessages(), shared.workers());
        this.legacy = new LegacyDoor(
                shared.options(), shared.legacyTimes(), opener, shared.pendingHandshakes(), reception, shared.values());
    }

    @Override
    public EngineOptions options() {
        return shared.options();
    }

    @Override
    public Mono<EngineResponse> handle(EngineRequest request) {
        return Mono.defer(() -> polling.handle(request, null));
    }

    @Override
    public Mono<EngineResponse> handle(EngineRequest request, EventLoopTurns turns) {
        return Mono.defer(() -> polling.handle(request, turns));
    }

    @Override
    public Mono<Admission> admit(EngineRequest request) {
        return Mono.defer(() -> {
            String sid = Reception.sid(request);
            if (sessions.isClosed()) {
                return Mono.just(new Admission.Refused(EngineResponse.empty(503)));
            }
            return sid == null
                    ? reception.judge(request).map(verdict -> admitHandshake(request, verdict))
                    : Mono.just(admitUpgrade(request, sid));
        });
    }

    @Override
    public Mono<EngineAnswer> handleLegacy(EngineRequest request, String below, @Nullable EventLoopTurns turns) {
        return Mono.defer(() -> legacy.handle(request, below, turns));
    }

    @Override
    public Mono<Admission> admitLegacy(EngineRequest request, String below) {
        return Mono.defer(() -> legacy.admit(request, below));
    }

    private Admission admitHandshake(EngineRequest request, Verdict verdict) {
        if (verdict instanceof Verdict.Refused refused) {
            return new Admission.Refused(reception.refuseUpgrade(request, refused, null));
        }
        String sid = ((Verdict.Accepted) verdict).sid();
        return new Admission.Granted(
                request, sid, true, Reception.revision(request), reception.handshakeHeaders(request, sid));
    }

    private Admission admitUpgrade(EngineRequest request, String sid) {
        EngineSession session = session(sid);
        TransportType carrier = session == null ? null : session.transport();
        Verdict.Refused refused = reception.judge(request, carrier, session == null ? null : session.revision());
        return refused == null
                ? new Admission.Granted(
                        request, sid, false, Reception.revision(request), reception.upgradeHeaders(request))
                : new Admission.Refused(reception.refuseUpgrade(request, refused, carrier));
    }

    @Nullable
    LiveSession session(String sid) {
        return sessions.find(sid);
    }

    @Override
    public FrameListener accept(Admission.Granted admission, FrameChannel channel) {
        if (admission.revision() == Revision.LEGACY) {
            return legacy.accept(admission.sid(), channel);
        }
        if (admission.newSession()) {
            return opener.open(admission.sid(), admission.request(), admission.revision(), channel);
        }
        LiveSession session = session(admission.sid());
        if (session == null) {
            channel.close();
            return IgnoringFrameListener.INSTANCE;
        }
        return session.probe(channel);
    }

    @Override
    public int clientsCount() {
        return sessions.size();
    }

    @Override
    public EngineStatistics statistics() {
        return shared.counters();
    }

    @Override
    public int timersCount() {
        return shared.wheel().size();
    }

    @Override
    public void open() {
        sessions.setClosed(false);
    }

    @Override
    public Mono<Void> close() {
        sessions.setClosed(true);
        return close(session -> true);
    }

    @Override
    public Mono<Void> close(Duration drain) {
        sessions.setClosed(true);
        long millis = Durations.millis(drain);
        return millis <= 0
                ? close(session -> true)
                : closeAll(
                        sessions.unfinished(),
                        end -> time.timer()
                                .schedule(end, ThreadLocalRandom.current().nextLong(millis), TimeUnit.MILLISECONDS));
    }

    @Override
    public Mono<Void> close(Predicate<EngineSession> which) {
        return closeAll(sessions.unfinished().stream().filter(which).toList(), Runnable::run);
    }

    /** @param when runs what asks a session to end */
    private static Mono<Void> closeAll(Collection<LiveSession> open, Executor when) {
        Sinks.Empty<Void> allClosed = Sinks.empty();
        AtomicInteger left = new AtomicInteger(open.size());
        if (open.isEmpty()) {
            allClosed.tryEmitEmpty();
        }
        for (LiveSession session : open) {
            when.execute(() -> session.post(() -> {
                try {
                    session.end(CloseReason.SERVER_SHUTTING_DOWN, null);
                } finally {
                    if (left.decrementAndGet() == 0) {
                        allClosed.tryEmitEmpty();
                    }
                }
            }));
        }
        return allClosed.asMono();
    }
}
