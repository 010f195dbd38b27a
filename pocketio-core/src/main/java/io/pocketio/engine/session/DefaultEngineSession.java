package io.pocketio.engine.session;

import io.pocketio.engine.CloseReason;
import io.pocketio.engine.EngineRequest;
import io.pocketio.engine.FrameChannel;
import io.pocketio.engine.FrameListener;
import io.pocketio.engine.SessionListener;
import io.pocketio.engine.TransportType;
import io.pocketio.engine.budget.Backlog;
import io.pocketio.engine.budget.Evictable;
import io.pocketio.engine.budget.InboundBudget;
import io.pocketio.engine.packet.EnginePacket;
import io.pocketio.engine.packet.Revision;
import io.pocketio.engine.polling.PollingTransport;
import io.pocketio.engine.transport.Transport;
import io.pocketio.engine.transport.TransportHost;
import io.pocketio.engine.transport.WebSocketTransport;
import io.pocketio.lane.Lane;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;

/**
 * A session from its handshake to its end, whatever carries it. All of its state is touched in its {@link #lane()} only; what
 * applications call may be called by any thread.
 */
final class DefaultEngineSession extends LaneSession implements Evictable {

    private static final Logger logger = LoggerFactory.getLogger(DefaultEngineSession.class);

    private enum State {
        OPEN,
        CLOSING,
        CLOSED
    }

    /**
     * Where packets go. Written in the lane, read by any thread, as what follows. What a broadcast reads of each recipient stands first, as
     * it is laid out in that order.
     */
    private volatile Transport direct;

    private volatile State state = State.OPEN;

    private final Backlog backlog;
    private final EngineContext shared;
    private final String id;
    private final EngineRequest request;
    private final Revision revision;
    private final Heartbeat heartbeat;

    /** Written in the lane, read by any thread. */
    private volatile Transport transport;

    /** Confined to the lane, as what follows. */
    private SessionListener listener = new Opening();

    private @Nullable Upgrade upgrade;
    private boolean reading = true;

    /** Written in the lane. Read by any thread, which need not see the latest. */
    private long messages;

    DefaultEngineSession(
            EngineContext shared,
            String id,
            EngineRequest request,
            Revision revision,
            Lane lane,
            Function<TransportHost, Transport> transport) {
        super(lane);
        this.shared = shared;
        this.id = id;
        this.request = shared.values().toKeep(request);
        this.revision = revision;
        this.heartbeat = Heartbeat.of(this, shared.wheel(), shared.options());
        this.backlog = new Backlog(this, shared.outboundBudget(), revision != Revision.LEGACY);
        this.transport = transport.apply(this);
        this.direct = this.transport.direct();
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public EngineRequest request() {
        return request;
    }

    @Override
    public Transport carrier() {
        return transport;
    }

    @Override
    public Revision revision() {
        return revision;
    }

    @Override
    public boolean jsonMessages() {
        return shared.jsonMessages();
    }

    @Override
    public boolean isOpen() {
        return state == State.OPEN && !backlog.isOverflowed();
    }

    @Override
    public boolean isClosed() {
        return state == State.CLOSED;
    }

    @Override
    public boolean isWritable() {
        return direct.isWritable();
    }

    @Override
    public void send(List<EnginePacket> packets) {
        if (lane().inTurn()) {
            write(packets);
        } else {
            inOrder(() -> send(packets));
        }
    }

    @Override
    public void sendVolatile(List<EnginePacket> packets) {
        if (!lane().inTurn()) {
            inOrder(() -> sendVolatile(packets));
        } else if (isWritable()) {
            write(packets);
        } else {
            shared.counters().packetsDropped();
        }
    }

    private void write(List<EnginePacket> packets) {
        if (isOpen()) {
            try {
                long pending = direct.send(packets);
                if (backlog.sent(pending) && pending > 0 && isPolling() && Backlog.waits(pending, isWritable())) {
                    backlogChanged(transport); // not of a WebSocket: it tells when it has tried to send
                }
            } catch (Throwable failure) {
                failed(failure);
            }
        }
    }

    @Override
    public void backlogChanged(Transport of) {
        if (transport.is(of) && state != State.CLOSED) {
            backlog.changed(transport.pendingBytes(), isPolling());
        }
    }

    private boolean isPolling() {
        return transport() == TransportType.POLLING;
    }

    @Override
    public void goesBy(Transport way, List<EnginePacket> waiting) {
        direct = way;
        if (!backlog.isOverflowed()) {
            caughtUp(); // the way tells as early as when it is sent what waits
            way.send(waiting);
        }
    }

    @Override
    public void caughtUp() {
        backlog.release();
    }

    @Override
    public void evict() {
        if (backlog.isToEnd()) {
            end(CloseReason.OUTBOUND_OVERFLOW, null);
        }
    }

    @Override
    public InboundBudget.Share inbound() {
        return backlog.inbound(shared.inboundBudget());
    }

    @Override
    public boolean isInboundShareExceeded() {
        return backlog.isInboundShareExceeded();
    }

    @Override
    public void close() {
        if (lane().inTurn()) {
            beginClosing();
        } else {
            inOrder(this::close);
        }
    }

    @Override
    void stop() {
        if (state == State.OPEN) {
            state = State.CLOSING;
        }
    }

    /** Nothing is received or sent any more; but the listener is not told within the call of whoever closes. */
    private void beginClosing() {
        if (isOpen()) {
            state = State.CLOSING;
            post(this::closeTransport);
        }
    }

    private void closeTransport() {
        if (state == State.CLOSING && upgrade == null) {
            transport.closeGracefully();
        }
        // else the upgrade ends in one way or the other, and the transport that is left is closed then
    }

    @Override
    public void setReading(boolean enabled) {
        execute(() -> {
            if (reading && !enabled) {
                shared.counters().readingPaused();
            }
            reading = enabled;
            if (enabled) {
                heartbeat.readingResumed();
            }
            transport.setReading(enabled);
        });
    }

    @Override
    public boolean isReading() {
        return reading;
    }

    @Override
    public long messages() {
        return messages;
    }

    @Override
    public Disposable schedule(Duration delay, Runnable task) {
        SessionTimer timer = new SessionTimer(this, shared.wheel(), task);
        shared.wheel().arm(timer, delay);
        return timer;
    }

    // What follows is called by the engine, in the lane.

    void open() {
        shared.openPackets().of(id, transport.type(), revision).forEach(transport::send);
        heartbeat.begin();
        SessionListener before = listener;
        listener = shared.listener().opened(this);
        Opening.handOver(before, listener);
    }

    @Override
    public void received(Transport from, @Nullable EnginePacket packet) {
        if (upgrade != null && upgrade.isOf(from)) {
            upgrade.received(packet);
        } else if (!transport.is(from) || !isOpen()) {
            return;
        } else if (packet == null) {
            end(CloseReason.PARSE_ERROR, null);
        } else {
            try {
                received(packet);
            } catch (Throwable failure) {
                failed(failure);
            }
        }
    }

    private void received(EnginePacket packet) {
        switch (packet.type()) {
            case MESSAGE -> {
                messages++;
                heartbeat.heard();
                listener.message(packet.data(revision));
            }
            case PING, PONG -> heartbeat.received(packet);
            case OPEN, CLOSE, UPGRADE, NOOP -> heartbeat.heard();
        }
    }

    @Override
    public void closedByClient() {
        end(state == State.CLOSING ? CloseReason.FORCED_CLOSE : CloseReason.TRANSPORT_CLOSE, null);
    }

    @Override
    public FrameListener probe(FrameChannel channel) {
        WebSocketTransport candidate = new WebSocketTransport(this, channel);
        execute(() -> probe(candidate));
        return candidate;
    }

    private void probe(WebSocketTransport candidate) {
        PollingTransport polling = polling();
        if (polling == null || upgrade != null || !isOpen()) {
            logger.debug("Refused a WebSocket for a session that has one ({})", this);
            candidate.close();
        } else {
            // from here on, not only after the upgrade: the candidate may be written to in its own lane only
            polling.routeThrough(candidate.channelLane());
            upgrade = new Upgrade(this, polling, candidate, shared.options().upgradeTimeout());
        }
    }

    @Override
    public void upgraded(PollingTransport from, WebSocketTransport to) {
        upgrade = null;
        List<EnginePacket> waiting = from.handOver();
        transport = to;
        shared.counters().webSocketBegins();
        goesBy(to, waiting);
        if (!reading) {
            to.setReading(false);
        }
        heartbeat.transportChanged();
        logger.debug("Upgraded to a WebSocket ({})", this);
        closeTransport();
    }

    @Override
    public void abandonUpgrade() {
        abortUpgrade();
        closeTransport();
    }

    private void abortUpgrade() {
        if (upgrade != null) {
            upgrade.abort();
            upgrade = null;
        }
    }

    @Override
    public void lost(Transport lost, @Nullable Throwable cause) {
        if (upgrade != null && upgrade.isOf(lost)) {
            abandonUpgrade();
        } else if (transport.is(lost)) {
            end(cause == null ? CloseReason.TRANSPORT_CLOSE : CloseReason.TRANSPORT_ERROR, cause);
            caughtUp();
        }
    }

    /** The one way to the end. */
    @Override
    public void end(CloseReason reason, @Nullable Throwable cause) {
        if (state == State.CLOSED) {
            return;
        }
        CloseReason told = backlog.isOverflowed() ? backlog.reason() : reason;
        state = State.CLOSED;
        if (shared.sessions().remove(this)) {
            shared.counters().ended(transport.type(), messages);
        }
        closes(heartbeat::stop);
        closes(this::abortUpgrade);
        if (!closes(() -> endTransport(reason))) {
            caughtUp(); // nobody else may tell
        }
        try {
            tellClosed(told, cause);
        } finally {
            shared.sessions().ended(this);
        }
    }

    private void endTransport(CloseReason reason) {
        if (backlog.end(reason) || reason == CloseReason.PING_TIMEOUT && transport.pendingBytes() > 0) {
            transport.abort();
        } else {
            transport.close();
        }
    }

    private void tellClosed(CloseReason reason, @Nullable Throwable cause) {
        logger.debug("Closed: {} ({})", reason.wireName(), this);
        listener.closed(reason, cause);
    }
}
