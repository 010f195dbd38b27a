package io.pocketio.engine.polling;

import io.pocketio.engine.CloseReason;
import io.pocketio.engine.EngineRequest;
import io.pocketio.engine.EngineResponse;
import io.pocketio.engine.EventLoopTurns;
import io.pocketio.engine.packet.EnginePacket;
import io.pocketio.engine.packet.PayloadReader;
import io.pocketio.engine.transport.TransportException;
import io.pocketio.engine.transport.TransportHost;
import io.pocketio.lane.Turn;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.MonoSink;

/**
 * The POSTs of a session, one at a time. What one brings is handed on no faster than the session reads, and not all at once when it is
 * much, for others wait for the thread. Its answer comes after the last packet and what others have to do for it, and until then the
 * client sends nothing more. Confined to the session's lane.
 */
public final class Inbox {

    /** Whose POSTs they are. */
    public interface Owner {

        /** The next packet. */
        void posted(EnginePacket packet);

        /** Packets have been handed on: what they have caused may leave. */
        void dispatched();

        /** The answer to a POST all of which has been taken. */
        EngineResponse taken();
    }

    /** What bodies look like. */
    public interface Format {

        /** {@code null} for what no body of the client's looks like. */
        @Nullable
        PayloadReader read(byte[] body);
    }

    private static final Logger logger = LoggerFactory.getLogger(Inbox.class);

    private final TransportHost host;
    private final Owner owner;

    /** The POST whose body is being read, or whose answer is held back. */
    private @Nullable MonoSink<? super EngineResponse> posting;

    /** Of the event loop of the POST's connection; {@code null} where there is none. */
    private @Nullable EventLoopTurns turns;

    /** What has not been dispatched yet; {@code null} while the body is being read. */
    private @Nullable PayloadReader body;

    /** Bytes of it, as the session knows of them. */
    private int held;

    private boolean dispatching;
    private boolean ended;

    public Inbox(TransportHost host, Owner owner) {
        this.host = host;
        this.owner = owner;
    }

    /** Whether packets are being handed on, further up the stack. */
    public boolean isDispatching() {
        return dispatching;
    }

    public boolean hasUnread() {
        return body != null;
    }

    /**
     * A POST has come.
     *
     * @param ofConnection of the event loop of its connection, {@code null} where there is none
     * @return whether it is to be read, or refused
     */
    public boolean begin(MonoSink<? super EngineResponse> post, @Nullable EventLoopTurns ofConnection) {
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
     * Reads the body of the POST that has come.
     *
     * @param limit bytes that it may have
     */
    public void read(EngineRequest request, int limit, Format format, MonoSink<? super EngineResponse> post) {
        BodyReader reader = new BodyReader(
                limit,
                whole -> host.execute(() -> received(post, format, whole)),
                failure -> host.execute(() -> broken(post, failure)),
                host::holds);
        request.body().subscribe(reader);
        post.onDispose(reader);
        post.onCancel(() -> host.execute(() -> aborted(post)));
    }

    private void received(MonoSink<? super EngineResponse> post, Format format, byte[] whole) {
        if (posting != post) {
            return;
        }
        body = format.read(whole);
        if (body == null) {
            host.end(CloseReason.PARSE_ERROR, null);
        } else {
            dispatch();
        }
    }

    private void broken(MonoSink<? super EngineResponse> post, Throwable failure) {
        if (failure == BodyReader.TOO_LARGE) {
            logger.debug("Refused a request: its body exceeds max-http-buffer-size");
            refuse(post, EngineResponse.empty(413));
        } else {
            aborted(post);
            refuse(post, EngineResponse.empty(400));
        }
    }

    private void aborted(MonoSink<? super EngineResponse> post) {
        if (posting == post) {
            posting = null;
            host.end(CloseReason.TRANSPORT_ERROR, new TransportException("data request connection closed prematurely"));
        }
    }

    /** The body is not taken. */
    public void refuse(MonoSink<? super EngineResponse> post, EngineResponse response) {
        if (posting == post) {
            posting = null;
        }
        post.success(response);
    }

    /** Goes on with what waits, when the session reads. */
    public void dispatch() {
        PayloadReader packets = body;
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
        owner.dispatched();
        if (ended || host.isReading() && !packets.hasNext() && !causesTooMuch()) {
            acknowledge();
            return;
        }
        count(packets.remaining());
        if (host.isReading()) {
            dispatchLater();
        }
    }

    private void dispatchTurn(PayloadReader packets) {
        Turn turn = new Turn();
        while (!ended && host.isReading() && packets.hasNext() && !turn.isOver()) {
            EnginePacket packet = packets.next();
            if (packet == null) {
                host.end(CloseReason.PARSE_ERROR, null);
            } else {
                owner.posted(packet);
            }
        }
    }

    private boolean causesTooMuch() {
        return turns != null && turns.causesTooMuch();
    }

    /** In the connection's event loop, if there is one: elsewhere it would take the processor from that loop's other connections. */
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
        answer(owner.taken());
    }

    private void answer(EngineResponse response) {
        MonoSink<? super EngineResponse> post = posting;
        posting = null;
        if (post != null) {
            post.success(response);
        }
    }

    /** What is left of its packets concerns nobody any more, and a body that is still being read has lost its reader. */
    public void end() {
        ended = true;
        if (body != null) {
            dispatch();
        } else {
            answer(EngineResponse.empty(400));
        }
    }
}
