package io.pocketio.engine.legacy;

import io.pocketio.engine.CloseReason;
import io.pocketio.engine.EngineResponse;
import io.pocketio.engine.EventLoopTurns;
import io.pocketio.engine.packet.EnginePacket;
import io.pocketio.engine.transport.TransportException;
import io.pocketio.engine.transport.TransportHost;
import io.pocketio.lane.Turn;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.MonoSink;

/**
 * The POSTs of a session, one at a time: its answer comes when all that it brought has been taken, and until then the client sends nothing
 * more. Confined to the session's lane.
 */
final class Inbox {

    private static final Logger logger = LoggerFactory.getLogger(Inbox.class);

    private final TransportHost host;
    private final LegacyPolling transport;

    /** The POST whose body is being read, or whose answer is held back. */
    private @Nullable MonoSink<? super EngineResponse> posting;

    private @Nullable EventLoopTurns turns;

    /** What has not been dispatched yet; {@code null} while the body is being read. */
    private @Nullable LegacyPayloadReader body;

    /** Bytes of it, as the session knows of them. */
    private int held;

    private boolean dispatching;
    private boolean ended;

    Inbox(TransportHost host, LegacyPolling transport) {
        this.host = host;
        this.transport = transport;
    }

    boolean isDispatching() {
        return dispatching;
    }

    boolean hasUnread() {
        return body != null;
    }

    /** @return whether the body is to be read */
    boolean begin(MonoSink<? super EngineResponse> post, @Nullable EventLoopTurns ofConnection) {
        if (posting != null) {
            host.end(CloseReason.TRANSPORT_ERROR, new TransportException("data request overlap from client"));
            post.success(EngineResponse.empty(400));
            return false;
        }
        posting = post;
        turns = ofConnection;
        body = null;
        return true;
    }

    /**
     * The body is there in full.
     *
     * @param payload {@code null} when it is not what the client should send
     */
    void received(MonoSink<? super EngineResponse> post, byte @Nullable [] payload) {
        if (posting != post) {
            return;
        }
        if (payload == null) {
            host.end(CloseReason.PARSE_ERROR, null);
        } else {
            body = new LegacyPayloadReader(payload);
            dispatch();
        }
    }

    /** No more than the session takes, and not all at once when it is much. */
    void dispatch() {
        LegacyPayloadReader packets = body;
        if (packets == null || dispatching) {
            return;
        }
        dispatching = true;
        if (turns != null) {
            turns.begin();
        }
        try {
            dispatchTurn(packets);
        } catch (Exception | Error failure) { // else the POST would wait for ever
            logger.error("A message could not be taken ({})", host, failure);
            host.end(CloseReason.TRANSPORT_ERROR, failure);
        } finally {
            dispatching = false;
        }
        transport.flushLater();
        if (ended || host.isReading() && !packets.hasNext() && !causesTooMuch()) {
            acknowledge();
            return;
        }
        count(packets.remaining());
        if (host.isReading()) {
            dispatchLater();
        }
    }

    private void dispatchTurn(LegacyPayloadReader packets) {
        Turn turn = new Turn();
        while (!ended && host.isReading() && packets.hasNext() && !turn.isOver()) {
            EnginePacket packet = packets.next();
            if (packet == null) {
                host.end(CloseReason.PARSE_ERROR, null);
            } else {
                host.received(transport, packet);
            }
        }
    }

    private boolean causesTooMuch() {
        return turns != null && turns.causesTooMuch();
    }

    private void dispatchLater() {
        if (turns == null) {
            host.post(this::dispatch);
        } else {
            turns.inNext(() -> host.execute(this::dispatch));
        }
    }

    /** What has been dispatched is for others to count. */
    private void count(int left) {
        host.holdsInHand(left - held);
        held = left;
    }

    private void acknowledge() {
        body = null;
        count(0);
        answer(LegacyAnswers.taken());
    }

    private void answer(EngineResponse response) {
        MonoSink<? super EngineResponse> post = posting;
        posting = null;
        if (post != null) {
            post.success(response);
        }
    }

    /** The body cannot be had: too large, or cut off. */
    void failed(MonoSink<? super EngineResponse> post, EngineResponse response) {
        if (posting == post) {
            posting = null;
        }
        post.success(response);
    }

    void aborted(MonoSink<? super EngineResponse> post) {
        if (posting == post) {
            posting = null;
            host.end(CloseReason.TRANSPORT_ERROR, new TransportException("data request connection closed prematurely"));
        }
    }

    /** What is left concerns nobody any more. */
    void end() {
        ended = true;
        if (body != null) {
            dispatch();
        } else {
            answer(EngineResponse.empty(400));
        }
    }
}
