package io.pocketio.engine.polling;

import io.pocketio.engine.CloseReason;
import io.pocketio.engine.EngineOptions;
import io.pocketio.engine.EngineResponse;
import io.pocketio.engine.EventLoopTurns;
import io.pocketio.engine.TransportType;
import io.pocketio.engine.packet.EnginePacket;
import io.pocketio.engine.packet.EnginePacketType;
import io.pocketio.engine.packet.PayloadReader;
import io.pocketio.engine.packet.TwiceEncoded;
import io.pocketio.engine.transport.Transport;
import io.pocketio.engine.transport.TransportException;
import io.pocketio.engine.transport.TransportHost;
import io.pocketio.lane.Lane;
import io.pocketio.lane.SerialLane;
import io.pocketio.lane.Turn;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.MonoSink;

/**
 * Packets over HTTP long-polling: a GET is parked until there is something to send, a POST brings what the client sends. At
 * most one of each at a time. What is sent while a POST is dispatched, and in one turn of the event loop of the GET's connection,
 * goes in one answer. Confined to the session's lane.
 */
public final class PollingTransport implements Transport {

    private static final Logger logger = LoggerFactory.getLogger(PollingTransport.class);

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(30);
    private static final EnginePacket NOOP = EnginePacket.of(EnginePacketType.NOOP);
    private static final EnginePacket CLOSE = EnginePacket.of(EnginePacketType.CLOSE);

    private final TransportHost host;

    /** The session's. */
    private final SerialLane lane;

    private final Outbox outbox = new Outbox();

    private final FirstPollTimer firstPoll;

    /** The GET that waits. Written in the lane; read by any thread that asks for writability. */
    private volatile @Nullable Poll parked;

    /** The POST whose body is being read, or whose answer is held back. */
    private @Nullable MonoSink<EngineResponse> posting;

    /** Of the event loop of the POST's connection; {@code null} where there is none. */
    private @Nullable EventLoopTurns postTurns;

    /** What of the POST's body has not been dispatched yet; {@code null} while the body is being read. */
    private @Nullable PayloadReader body;

    private @Nullable TwiceEncoded encoding;

    /** Bytes of the body that waits to be dispatched, as the session knows of them. */
    private int bodyHeld;

    private boolean dispatching;

    /** The parked GET is to be answered at the end of a turn. */
    private boolean answerDue;

    private boolean closing;
    private boolean ended;
    private @Nullable Disposable closeTimer;

    /** @param lane of the session */
    public PollingTransport(TransportHost host, SerialLane lane) {
        this.host = host;
        this.lane = lane;
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
    public void send(List<EnginePacket> packets) {
        packets.forEach(outbox::add);
        added();
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
        if (poll == null || dispatching || answerDue || outbox.isEmpty()) {
            return;
        }
        answerDue = true;
        if (!poll.atEndOfTurn(() -> host.execute(this::flush))) {
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
        if (posting != null) {
            host.end(CloseReason.TRANSPORT_ERROR, new TransportException("data request overlap from client"));
            post.success(EngineResponse.empty(400));
            return false;
        }
        posting = post;
        postTurns = turns;
        body = null;
        return true;
    }

    /** How the client encodes what it posts as text; asked for in Engine.IO 3 only. */
    TwiceEncoded encoding() {
        if (encoding == null) {
            encoding = new TwiceEncoded();
        }
        return encoding;
    }

    /** The body is there in full. */
    void postReceived(MonoSink<EngineResponse> post, PayloadReader packets) {
        if (posting != post) {
            return;
        }
        body = packets;
        dispatch();
    }

    /** What has been dispatched is for others to count. */
    private void countBody(int left) {
        host.holdsInHand(left - bodyHeld);
        bodyHeld = left;
    }

    /**
     * Hands on what the POST brought: no more while the session does not read, and not all at once when it is much, for others wait
     * for this thread. The answer comes after the last packet and what others have to do for it, and until then the client sends nothing
     * more.
     */
    private void dispatch() {
        PayloadReader packets = body;
        if (packets == null || dispatching) {
            return;
        }
        dispatching = true;
        if (postTurns != null) {
            postTurns.begin();
        }
        try {
            dispatchTurn(packets);
        } catch (Exception | Error failure) { // else the POST would wait for ever
            logger.error("A message could not be taken ({})", host, failure);
            host.end(CloseReason.TRANSPORT_ERROR, failure);
        } finally {
            dispatching = false;
        }
        flushLater();
        if (ended || host.isReading() && !packets.hasNext() && !causesTooMuch()) {
            acknowledgePost();
            return;
        }
        countBody(packets.remaining());
        if (host.isReading()) {
            dispatchLater();
        }
    }

    private boolean causesTooMuch() {
        return postTurns != null && postTurns.causesTooMuch();
    }

    /** In the connection's event loop, if there is one: elsewhere it would take the processor from that loop's other connections. */
    private void dispatchLater() {
        if (postTurns == null) {
            host.post(this::dispatch);
        } else {
            postTurns.inNext(() -> host.execute(this::dispatch));
        }
    }

    private void dispatchTurn(PayloadReader packets) {
        Turn turn = new Turn();
        while (!ended && host.isReading() && packets.hasNext() && !turn.isOver()) {
            EnginePacket packet = packets.next();
            if (packet == null) {
                host.end(CloseReason.PARSE_ERROR, null);
            } else if (packet.isClose()) {
                releasePoll(); // its client has said goodbye: it needs no farewell
                host.closedByClient();
            } else {
                host.received(this, packet);
            }
        }
    }

    private void acknowledgePost() {
        MonoSink<EngineResponse> post = posting;
        body = null;
        countBody(0);
        if (post != null) {
            posting = null;
            post.success(PollingResponses.ok(host.request()));
        }
    }

    /** The body is of a kind that clients do not send. */
    void postInvalid(MonoSink<EngineResponse> post) {
        postFailed(post, EngineResponse.empty(400));
        host.end(CloseReason.TRANSPORT_ERROR, new TransportException("invalid content"));
    }

    /** The body cannot be had: too large, or cut off. */
    void postFailed(MonoSink<EngineResponse> post, EngineResponse response) {
        if (posting == post) {
            posting = null;
        }
        post.success(response);
    }

    void postAborted(MonoSink<EngineResponse> post) {
        if (posting == post) {
            posting = null;
            host.end(CloseReason.TRANSPORT_ERROR, new TransportException("data request connection closed prematurely"));
        }
    }

    @Override
    public boolean hasUnread() {
        return body != null;
    }

    @Override
    public void setReading(boolean reading) {
        if (reading) {
            dispatch();
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
        endPost();
    }

    @Override
    public void abort() {
        outbox.drain();
        close();
    }

    /** What is left of its packets concerns nobody any more, and a body that is still being read has lost its reader. */
    private void endPost() {
        MonoSink<EngineResponse> post = posting;
        if (body != null) {
            dispatch();
        } else if (post != null) {
            posting = null;
            post.success(EngineResponse.empty(400));
        }
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
        endPost();
        return outbox.drain();
    }
}
