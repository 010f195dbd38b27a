package io.pocketio.engine.session;

import io.pocketio.engine.EngineStatistics;
import io.pocketio.engine.TransportType;
import io.pocketio.engine.budget.InboundBudget;
import io.pocketio.engine.budget.OutboundBudget;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** Counts what sessions tell that happens seldom, and sums up what they count themselves. Thread-safe. */
final class EngineCounters implements EngineStatistics {

    private final SessionRegistry sessions;
    private final OutboundBudget outbound;
    private final InboundBudget inbound;

    private final LongAdder webSockets = new LongAdder();
    private final LongAdder volatileDropped = new LongAdder();
    private final LongAdder readingPauses = new LongAdder();

    /** Of sessions that have ended. */
    private final LongAdder messagesOfEnded = new LongAdder();

    /** The highest sum told: one that is taken while a session ends lacks its messages, and a counter must not go back. */
    private final AtomicLong messagesTold = new AtomicLong();

    EngineCounters(SessionRegistry sessions, OutboundBudget outbound, InboundBudget inbound) {
        this.sessions = sessions;
        this.outbound = outbound;
        this.inbound = inbound;
    }

    /** A session is carried by a WebSocket from now on. */
    void webSocketBegins() {
        webSockets.increment();
    }

    /** A session is carried by a WebSocket no more. */
    void webSocketEnds() {
        webSockets.decrement();
    }

    /** A session that is not open any more. */
    void ended(TransportType transport, long messages) {
        if (transport == TransportType.WEBSOCKET) {
            webSocketEnds();
        }
        messagesOfEnded.add(messages);
    }

    void packetsDropped() {
        volatileDropped.increment();
    }

    void readingPaused() {
        readingPauses.increment();
    }

    @Override
    public int sessions(TransportType transport) {
        int overWebSocket = Math.max(0, webSockets.intValue());
        return switch (transport) {
            case WEBSOCKET -> overWebSocket;
            case POLLING -> Math.max(0, sessions.size() - overWebSocket);
        };
    }

    @Override
    public long outboundBytes() {
        return outbound.bytes();
    }

    @Override
    public long inboundBytes() {
        return inbound.bytes();
    }

    @Override
    public int slowClients() {
        return outbound.sessionsBehind();
    }

    @Override
    public long volatileDropped() {
        return volatileDropped.sum();
    }

    @Override
    public long readingPauses() {
        return readingPauses.sum();
    }

    @Override
    public long messagesReceived() {
        long sum = messagesOfEnded.sum();
        for (LiveSession session : sessions.all()) {
            sum += session.messages();
        }
        return messagesTold.accumulateAndGet(sum, Math::max);
    }
}
