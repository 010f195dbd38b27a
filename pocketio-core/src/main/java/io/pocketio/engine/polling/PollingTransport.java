package io.pocketio.engine.polling;

import io.pocketio.engine.CloseReason;
import io.pocketio.engine.EngineOptions;
import io.pocketio.engine.EngineResponse;
import io.pocketio.engine.EventLoopTurns;
import io.pocketio.engine.TransportType;
import io.pocketio.engine.budget.WaitingPackets;
import io.pocketio.engine.packet.EnginePacket;
import io.pocketio.engine.packet.EnginePacketType;
import io.pocketio.engine.packet.TwiceEncoded;
import io.pocketio.engine.transport.Transport;
import io.pocketio.engine.transport.TransportException;
import io.pocketio.engine.transport.TransportHost;
import io.pocketio.lane.Lane;
import io.pocketio.lane.SerialLane;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.MonoSink;

/**
 * Packets over HTTP long-polling: a GET is parked until there is something to send, a POST brings what the client sends. At
 * most one of each at a time. What is sent while a POST is dispatched, and in one turn of the event loop of the GET's connection,
 * goes in one answer. Confined to the session's lane.
 */
public final class PollingTransport implements Transport {

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(30);
    private static final EnginePacket NOOP = EnginePacket.of(EnginePacketType.NOOP);
    private static final EnginePacket CLOSE = EnginePacket.of(EnginePacketType.CLOSE);

    private final TransportHost host;

    /** The session's. */
    private final SerialLane lane;

    private final Outbox outbox;

    private final Inbox inbox;

    private final FirstPollTimer firstPoll;

    /** The GET that waits. Written in the lane; read by any thread that asks for writability. */
    private volatile @Nullable Poll parked;

    private @Nullable TwiceEncoded encoding;

    /** The parked GET is to be answered at the end of a turn. */
    private boolean answerDue;

    private boolean closing;
    private boolean ended;
    private @Nullable Disposable closeTimer;

    /**
     * @param lane of the session
     * @param ofAll what waits for the polls of all sessions
     */
    public PollingTransport(TransportHost host, SerialLane lane, WaitingPackets ofAll) {
        this.host = host;
        this.lane = lane;
        this.outbox = new Outbox(ofAll);
        this.inbox = new Inbox(host, new Posts());
        this.firstPoll = new FirstPollTimer(host);
    }

    @Override
    public TransportType type() {
        return TransportType.POLLING;
    }

    @Override
    public boolean isWritable() {
        return parked != null;
    }

    @Override
    public long pendingBytes() {
        return outbox.bytes();
    }

    @Override
    public void send(EnginePacket packet) {
        outbox.add(packet);
        added();
    }

    @Override
    public long send(List<EnginePacket> packets) {
        packets.forEach(outbox::add);
        added();
        return pendingBytes();
    }

    private void added() {
        if (parked != null) {
            flushLater();
        }
    }

    /**
     * A request and its answer cost far more than a small packet, so what is about to be sent goes with what has been. Much leaves at
     * once: else it would count as waiting for a client that is not slow.
     */
    private void flushLater() {
        Poll poll = parked;
        if (poll != null && outbox.bytes() >= EngineOptions.UNCOUNTED_BYTES) {
            flush();
            return;
        }
        if (poll == null || inbox.isDispatching() || answerDue || outbox.isEmpty()) {
            return;
        }
        answerDue = true;
        if (!poll.atEndOfTurn(() -> host.execute(() -> turnEnded(poll)))) {
            flush();
        }
    }

    /** Of the connection of that GET, which may have been answered: the turn of the next one's goes on. */
    private void turnEnded(Poll poll) {
        if (poll == parked) {
            flush();
        }
    }

    private void flush() {
        if (parked != null && !outbox.isEmpty()) {
            answerPoll(outbox.drain());
            host.caughtUp();
        }
    }

    private void answerPoll(List<EnginePacket> packets) {
        Poll poll = parked;
        if (poll != null) {
            parked = null;
            answerDue = false;
            poll.answer(packets, host.request());
        }
    }

    /** The handshake has been answered: the client is to poll, or to come with a WebSocket, in time. */
    public void awaitPoll(Duration timeout) {
        firstPoll.setTimeout(timeout);
        upgradeAbandoned();
    }

    /** The client has tried to come with a WebSocket, and has not: as before, it is to come in time if it never has. */
    public void upgradeAbandoned() {
        if (!ended && parked == null) {
            firstPoll.start();
        }
    }

    /** A GET has come. */
    void poll(Poll poll) {
        firstPoll.clientHasCome();
        if (ended) {
            poll.answer(List.of(NOOP), host.request());
            return;
        }
        if (parked != null) {
            host.end(CloseReason.TRANSPORT_ERROR, new TransportException("overlap from client"));
            poll.answer(EngineResponse.empty(400));
            return;
        }
        parked = poll;
        poll.onCancel(() -> host.execute(() -> pollAborted(poll)));
        if (!closing) {
            flushLater();
        } else if (outbox.isEmpty()) {
            host.end(CloseReason.FORCED_CLOSE, null);
        } else {
            flush();
        }
    }

    private void pollAborted(Poll poll) {
        if (parked == poll) {
            parked = null;
            host.end(CloseReason.TRANSPORT_ERROR, new TransportException("poll connection closed prematurely"));
        }
    }

    /** Lets a parked GET go, so that the client can leave this transport. */
    public void releasePoll() {
        flush();
        answerPoll(List.of(NOOP));
    }

    /**
     * A POST has come.
     *
     * @param turns of the event loop of its connection, {@code null} where there is none
     * @return whether its body is to be read
     */
    boolean post(MonoSink<EngineResponse> post, @Nullable EventLoopTurns turns) {
        firstPoll.clientHasCome();
        return inbox.begin(post, turns);
    }

    /** Of the POST that has come. */
    Inbox inbox() {
        return inbox;
    }

    /** How the client encodes what it posts as text; asked for in Engine.IO 3 only. */
    TwiceEncoded encoding() {
        if (encoding == null) {
            encoding = new TwiceEncoded();
        }
        return encoding;
    }

    /** The body is of a kind that clients do not send. */
    void postInvalid(MonoSink<EngineResponse> post) {
        inbox.refuse(post, EngineResponse.empty(400));
        host.end(CloseReason.TRANSPORT_ERROR, new TransportException("invalid content"));
    }

    @Override
    public boolean hasUnread() {
        return inbox.hasUnread();
    }

    @Override
    public void setReading(boolean reading) {
        if (reading) {
            inbox.dispatch();
        }
    }

    /**
     * Closes with the next poll that finds nothing waiting, at the latest after {@link #CLOSE_TIMEOUT}; at once when one is
     * parked. Never with the poll that fetches the last packets: clients take a farewell before what stands beside it.
     */
    @Override
    public void closeGracefully() {
        flush();
        closing = true;
        if (parked != null) {
            host.end(CloseReason.FORCED_CLOSE, null);
        } else {
            closeTimer = host.schedule(CLOSE_TIMEOUT, () -> host.end(CloseReason.FORCED_CLOSE, null));
        }
    }

    @Override
    public void close() {
        ended = true;
        firstPoll.stop();
        flush();
        if (closeTimer != null) {
            closeTimer.dispose();
            // as the reference server does, whose clients expect a payload before the farewell
            outbox.add(NOOP);
        }
        outbox.add(CLOSE);
        flush();
        outbox.drain();
        host.caughtUp();
        inbox.end();
    }

    @Override
    public void abort() {
        outbox.drain();
        close();
    }

    /** From here on the session's tasks run in that lane only. */
    public void routeThrough(Lane route) {
        firstPoll.stop();
        lane.routeThrough(route);
    }

    /** Ends this transport in favour of another one; what waits is the other one's to send. */
    public List<EnginePacket> handOver() {
        ended = true;
        answerPoll(List.of(NOOP));
        inbox.end();
        return outbox.drain();
    }

    /** What POSTs bring. */
    private final class Posts implements Inbox.Owner {

        @Override
        public void posted(EnginePacket packet) {
            if (packet.isClose()) {
                releasePoll(); // its client has said goodbye: it needs no farewell
                host.closedByClient();
            } else {
                host.received(PollingTransport.this, packet);
            }
        }

        @Override
        public void dispatched() {
            flushLater();
        }

        @Override
        public EngineResponse taken() {
            return PollingResponses.ok(host.request());
        }
    }
}
