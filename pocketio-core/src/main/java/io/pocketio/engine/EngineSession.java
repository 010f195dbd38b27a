package io.pocketio.engine;

import io.pocketio.engine.packet.EnginePacket;
import io.pocketio.engine.packet.Frame;
import io.pocketio.lane.Lane;
import io.pocketio.lane.SerialLane;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;

/**
 * The connection of one client, whatever carries it: opened by a handshake, moved from polling to a WebSocket by an upgrade, kept
 * alive by a heartbeat, ended once. All of its state is touched in its {@link #lane()} only; public methods may be called by any
 * thread.
 *
 * @since 0.1
 */
public final class EngineSession implements Evictable {

    private static final Logger logger = LoggerFactory.getLogger(EngineSession.class);

    private enum State {
        OPEN,
        CLOSING,
        /** Too much waits for the client: nothing more is sent, and it ends when its turn has come. */
        OVERFLOWED,
        CLOSED
    }

    private final EngineServer server;
    private final String id;
    private final EngineRequest request;
    private final Lane lane;
    private final Heartbeat heartbeat;

    /** Written in the lane, read by any thread. */
    private volatile Transport transport;

    /** Written in the lane, read by any thread. */
    private volatile State state = State.OPEN;

    private @Nullable SessionListener listener;
    /** Set when the application closes a session before it has said who listens. */
    private @Nullable CloseReason endedWhileOpening;

    private @Nullable Upgrade upgrade;
    private boolean reading = true;

    private final Backlog backlog;

    /** Written in the lane. Read by any thread, which need not see the latest. */
    private long messages;

    private EngineSession(
            EngineServer server,
            String id,
            EngineRequest request,
            Lane lane,
            Function<EngineSession, Transport> transport) {
        this.server = server;
        this.id = id;
        this.request = server.sharedValues().toKeep(request);
        this.lane = lane;
        this.heartbeat = new Heartbeat(this, server.wheel(), server.options());
        this.backlog = new Backlog(this, server.outboundBudget());
        this.transport = transport.apply(this);
    }

    static EngineSession overPolling(EngineServer server, String id, EngineRequest request) {
        return new EngineSession(server, id, request, new SerialLane(), PollingTransport::new);
    }

    static EngineSession overWebSocket(EngineServer server, String id, EngineRequest request, FrameChannel channel) {
        return new EngineSession(
                server, id, request, channel.lane(), session -> new WebSocketTransport(session, channel));
    }

    /** A secret: who knows it can take part in the session. */
    public String id() {
        return id;
    }

    /** The request that opened the session, without its body. */
    public EngineRequest request() {
        return request;
    }

    /** What carries the session now. */
    public TransportType transport() {
        return transport.type();
    }

    public boolean isOpen() {
        return state == State.OPEN;
    }

    boolean isClosed() {
        return state == State.CLOSED;
    }

    /** Whether a packet would leave at once: the WebSocket is below its high-water mark, or a poll is parked. */
    public boolean isWritable() {
        return transport.isWritable();
    }

    /** Where this session's listener is called. */
    @Override
    public Lane lane() {
        return lane;
    }

    /**
     * Where many sessions can be served in one task: the event loop of the connection, or {@link #lane()} where there is none.
     * What a task in this lane sends is not overtaken by what the same thread sends directly.
     */
    public Lane home() {
        return lane.home();
    }

    /** Sends the packet. Packets sent by one thread keep their order. Dropped when the session is not open. */
    public void send(EnginePacket packet) {
        if (lane.inLane()) {
            write(packet);
        } else {
            lane.execute(() -> write(packet));
        }
    }

    /** Sends the packets with nothing between them. */
    public void send(List<EnginePacket> packets) {
        if (lane.inLane()) {
            write(packets);
        } else {
            lane.execute(() -> write(packets));
        }
    }

    /** Sends all of the packets if the session is writable when their turn comes, else none. */
    public void sendVolatile(List<EnginePacket> packets) {
        if (!lane.inLane()) {
            lane.execute(() -> sendVolatile(packets));
        } else if (transport.isWritable()) {
            write(packets);
        } else {
            server.counters().volatileDropped(1);
        }
    }

    private void write(EnginePacket packet) {
        if (state == State.OPEN) {
            transport.send(packet);
            checkBound();
        }
    }

    private void write(List<EnginePacket> packets) {
        if (packets.size() == 1) {
            write(packets.get(0));
        } else if (state == State.OPEN) {
            transport.send(packets);
            checkBound();
        }
    }

    private void checkBound() {
        long pending = transport.pendingBytes();
        if (!backlog.sent(pending)) {
            overflow();
        } else if (pending >= EngineOptions.UNCOUNTED_BYTES && !backlog.counts() && polling() != null) {
            backlogChanged(); // a WebSocket tells when it has tried to send
        }
    }

    void backlogChanged(WebSocketTransport of) {
        if (of == transport) {
            backlogChanged();
        }
    }

    private void backlogChanged() {
        boolean isAllowed = state == State.CLOSED || backlog.changed(transport.pendingBytes());
        if (state == State.OVERFLOWED) {
            backlog.leave();
        } else if (!isAllowed) {
            overflow();
        }
    }

    /** Nothing waits for the client any more. */
    void caughtUp() {
        backlog.release();
    }

    private void overflow() {
        if (state == State.OPEN) {
            logger.debug("Too much waits for the client, or for all clients together ({})", this);
            state = State.OVERFLOWED;
            backlog.overflow();
        }
    }

    /** For the engine. */
    @Override
    public void evict() {
        if (state == State.OPEN && backlog.counts()) {
            state = State.OVERFLOWED;
        }
        if (state == State.OVERFLOWED || backlog.counts()) {
            end(CloseReason.OUTBOUND_OVERFLOW, null);
        }
    }

    /**
     * Closes: what was sent goes out first. Over polling without a parked poll that takes until the next one; the listener is
     * told then.
     */
    public void close() {
        lane.execute(this::closeInLane);
    }

    /** The client is known to have left this session for another one: ends it now, as if its connection were lost. In the lane. */
    public void giveUp() {
        end(CloseReason.TRANSPORT_CLOSE, null);
    }

    private void closeInLane() {
        if (state != State.OPEN) {
            return;
        }
        state = State.CLOSING;
        if (upgrade == null) {
            closeTransport();
        }
        // else the upgrade ends in one way or the other, and the transport that is left is closed then
    }

    private void closeTransport() {
        if (transport instanceof PollingTransport polling) {
            polling.closeGracefully();
        } else {
            end(CloseReason.FORCED_CLOSE, null);
        }
    }

    /** Stops, or resumes, taking messages from the client; what it sends meanwhile waits in its own socket. */
    public void setReading(boolean enabled) {
        lane.execute(() -> {
            if (reading && !enabled) {
                server.counters().readingPaused();
            }
            reading = enabled;
            transport.setReading(enabled);
        });
    }

    /** Messages that have come. */
    long messages() {
        return messages;
    }

    /** In the lane. */
    boolean isReading() {
        return reading;
    }

    /** Runs the task in the lane after the delay, unless disposed of or the session has ended. */
    public Disposable schedule(Duration delay, Runnable task) {
        SessionTimer timer = new SessionTimer(this, server.wheel(), task);
        server.wheel().arm(timer, delay);
        return timer;
    }

    /** Runs the task in the lane when others have had their turn. */
    void later(Runnable task) {
        server.scheduler().schedule(() -> lane.execute(task));
    }

    // What follows is called by the engine, in the lane.

    void open() {
        transport.send(server.openPacket(id, transport.type()));
        EnginePacket initial = server.options().initialPacket();
        if (initial != null) {
            transport.send(initial);
        }
        heartbeat.rest();
        SessionListener opened = server.listener().opened(this);
        listener = opened;
        if (endedWhileOpening != null) {
            opened.closed(endedWhileOpening, null);
        }
    }

    /** Over polling, if that is what carries the session. */
    @Nullable
    PollingTransport polling() {
        return transport instanceof PollingTransport polling ? polling : null;
    }

    WebSocketTransport webSocket() {
        return (WebSocketTransport) transport;
    }

    void poll(Poll poll) {
        PollingTransport polling = polling();
        if (polling == null || state == State.CLOSED) {
            poll.answer(Reception.tooLate(isClosed()));
        } else {
            polling.poll(poll);
        }
    }

    void received(WebSocketTransport from, Frame frame) {
        EnginePacket packet = EnginePacket.decode(frame);
        if (upgrade != null && upgrade.isOf(from)) {
            upgrade.received(packet);
        } else if (from != transport || state != State.OPEN) {
            return;
        } else if (packet == null) {
            malformed();
        } else {
            received(packet);
        }
    }

    void received(PollingTransport from, EnginePacket packet) {
        if (from != transport) {
            return;
        }
        if (packet.isClose()) {
            from.closedByClient();
            end(state == State.CLOSING ? CloseReason.FORCED_CLOSE : CloseReason.TRANSPORT_CLOSE, null);
        } else if (state == State.OPEN) {
            received(packet);
        }
    }

    private void received(EnginePacket packet) {
        switch (packet.type()) {
            case MESSAGE -> messageReceived(packet.data());
            case PONG -> heartbeat.rest();
            case PING -> end(CloseReason.TRANSPORT_ERROR, new TransportException("invalid heartbeat direction"));
            case OPEN, CLOSE, UPGRADE, NOOP -> logger.trace("Ignored a packet that means nothing here ({})", this);
        }
    }

    private void messageReceived(Frame message) {
        messages++;
        if (listener != null) {
            listener.message(message);
        }
    }

    void malformed() {
        end(CloseReason.PARSE_ERROR, null);
    }

    /** A WebSocket has come for a session that is open already. */
    WebSocketTransport probe(FrameChannel channel) {
        WebSocketTransport candidate = new WebSocketTransport(this, channel);
        lane.execute(() -> probe(candidate));
        return candidate;
    }

    private void probe(WebSocketTransport candidate) {
        PollingTransport polling = polling();
        if (polling == null || upgrade != null || state != State.OPEN) {
            logger.debug("Refused a WebSocket for a session that has one ({})", this);
            candidate.close();
        } else {
            // from here on, not only after the upgrade: the candidate may be written to in its own lane only
            if (lane instanceof SerialLane serial) {
                serial.routeThrough(candidate.channelLane());
            }
            upgrade = new Upgrade(this, polling, candidate, server.options().upgradeTimeout());
        }
    }

    void upgraded(PollingTransport from, WebSocketTransport to) {
        upgrade = null;
        List<EnginePacket> waiting = from.handOver();
        transport = to;
        server.counters().webSocketBegins();
        if (state != State.OVERFLOWED) {
            caughtUp(); // from here on the WebSocket tells, as early as when it is sent what waits
            to.send(waiting);
        }
        if (!reading) {
            to.setReading(false);
        }
        heartbeat.transportChanged();
        logger.debug("Upgraded to a WebSocket ({})", this);
        if (state == State.CLOSING) {
            closeTransport();
        }
    }

    void abandonUpgrade() {
        if (upgrade != null) {
            upgrade.abort();
            upgrade = null;
        }
        if (state == State.CLOSING) {
            closeTransport();
        }
    }

    /** A WebSocket is gone. */
    void lost(WebSocketTransport lost, @Nullable Throwable cause) {
        if (upgrade != null && upgrade.isOf(lost)) {
            abandonUpgrade();
        } else if (lost == transport) {
            end(cause == null ? CloseReason.TRANSPORT_CLOSE : CloseReason.TRANSPORT_ERROR, cause);
            caughtUp();
        }
    }

    /** The one way to the end. */
    void end(CloseReason reason, @Nullable Throwable cause) {
        if (state == State.CLOSED) {
            return;
        }
        boolean overflowed = state == State.OVERFLOWED;
        state = State.CLOSED;
        server.remove(this);
        heartbeat.stop();
        if (upgrade != null) {
            upgrade.abort();
            upgrade = null;
        }
        boolean isGivenUp = overflowed || backlog.counts() && reason == CloseReason.PING_TIMEOUT;
        backlog.leave();
        if (isGivenUp) {
            transport.abort();
        } else {
            transport.close();
        }
        if (isGivenUp || polling() != null) {
            caughtUp();
        } // else what waits for the WebSocket is in memory until that is gone
        tellClosed(overflowed ? CloseReason.OUTBOUND_OVERFLOW : reason, cause);
    }

    private void tellClosed(CloseReason reason, @Nullable Throwable cause) {
        logger.debug("Closed: {} ({})", reason.wireName(), this);
        if (listener != null) {
            listener.closed(reason, cause);
        } else {
            endedWhileOpening = reason;
        }
    }

    /** Enough of the id to follow a session through a log, too little to take part in it. */
    @Override
    public String toString() {
        return "sid=" + id.substring(0, Math.min(id.length(), 6)) + "…";
    }
}
