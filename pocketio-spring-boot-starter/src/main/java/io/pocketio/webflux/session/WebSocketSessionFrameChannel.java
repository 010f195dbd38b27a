package io.pocketio.webflux.session;

import io.pocketio.engine.FrameChannel;
import io.pocketio.engine.FrameListener;
import io.pocketio.engine.packet.Frame;
import io.pocketio.lane.Lane;
import io.pocketio.lane.SerialLane;
import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.web.reactive.socket.CloseStatus;
import org.springframework.web.reactive.socket.WebSocketMessage;
import org.springframework.web.reactive.socket.WebSocketSession;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

/**
 * A WebSocket on any WebFlux server: Spring's session, asked for one message at a time. Closes with status 1000, since the API
 * below has no close frame without one.
 *
 * <p>Confined to a lane of its own, apart from what {@link FrameChannel} lets any thread call.
 */
final class WebSocketSessionFrameChannel extends BaseSubscriber<WebSocketMessage> implements FrameChannel {

    /**
     * So long after a message a session that stops reading is resumed at the earliest: Spring's for Tomcat stays stopped for ever when
     * it is resumed while it is about to stop.
     */
    private static final long NANOS_TO_STOP = TimeUnit.MILLISECONDS.toNanos(10);

    /** How long the peer may take to read what is pending when the channel is closed. */
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    /**
     * More messages than anybody sends to a connection that ends. Spring's session for Jetty adds it to what has been asked for before,
     * which more would have overflow.
     */
    private static final long THE_REST = Integer.MAX_VALUE;

    /** What a server reports for the end of a connection without a close frame, when it was not an error. */
    private static final int ENDED_WITHOUT_CLOSE_FRAME = 1006;

    /** With these, a connection has ended as it should, or just ended. */
    private static final Set<Integer> ORDERLY = Set.of(
            CloseStatus.NORMAL.getCode(),
            CloseStatus.GOING_AWAY.getCode(),
            CloseStatus.NO_STATUS_CODE.getCode(),
            ENDED_WITHOUT_CLOSE_FRAME);

    private final WebSocketSession session;
    private final int maxMessageSize;
    private final Lane lane = new SerialLane();
    private final SessionOutbox outbox;
    private final Sinks.Empty<Void> closing = Sinks.empty();

    /** Of the threads that bring messages. */
    private final ThreadTurn turn = new ThreadTurn();

    private @Nullable FrameListener listener;

    /** The engine has closed the channel. */
    private boolean closed;

    /** The listener has been told. */
    private boolean ended;

    /** One or the other: nothing that comes is wanted any more. Written in the lane, read by the server's threads. */
    private volatile boolean dropping;

    private boolean reading = true;

    /** A message has been handled while nothing was to be read, and the next one not been asked for. */
    private boolean requestDue;

    /** When {@link #requestDue} came to be. */
    private long stoppedNanos;

    /** Written by the server's thread before it ends the flow of messages. */
    private volatile @Nullable CloseStatus closeStatus;

    /** Written in the lane, read when the session is closed. */
    private volatile CloseStatus answer = CloseStatus.NORMAL;

    WebSocketSessionFrameChannel(WebSocketSession session, int maxMessageSize) {
        this.session = session;
        this.maxMessageSize = maxMessageSize;
        this.outbox = new SessionOutbox(lane, this::message, this::writable, this::backlogChanged);
    }

    /** Completes when the connection has been closed, by either side. */
    Mono<Void> serve(Function<FrameChannel, FrameListener> accept) {
        lane.execute(() -> listener = accept.apply(this));
        session.closeStatus().subscribe(status -> closeStatus = status, unknown -> {});
        session.receive().subscribe(this);
        return session.send(outbox)
                .takeUntilOther(closing.asMono().then(Mono.delay(CLOSE_TIMEOUT)))
                .onErrorResume(failure -> Mono.fromRunnable(() -> lane.post(() -> end(failure))))
                .then(Mono.defer(() -> session.close(answer)));
    }

    private WebSocketMessage message(Frame frame) {
        DataBuffer data = session.bufferFactory().wrap(frame.toByteArray());
        return new WebSocketMessage(frame.isBinary() ? WebSocketMessage.Type.BINARY : WebSocketMessage.Type.TEXT, data);
    }

    // What the engine calls

    @Override
    public Lane lane() {
        return lane;
    }

    @Override
    public void write(Frame frame) {
        if (!closed && !ended) {
            outbox.add(frame);
        }
    }

    @Override
    public void flush() {
        outbox.drain();
    }

    @Override
    public boolean isWritable() {
        return outbox.isWritable();
    }

    @Override
    public long pendingBytes() {
        return outbox.pendingBytes();
    }

    @Override
    public void setReading(boolean enabled) {
        reading = enabled;
        if (enabled && requestDue) {
            long stopped = System.nanoTime() - stoppedNanos;
            if (stopped >= NANOS_TO_STOP) {
                requestDue = false;
                request(1);
            } else {
                Schedulers.parallel()
                        .schedule(
                                () -> lane.post(() -> setReading(reading)),
                                NANOS_TO_STOP - stopped,
                                TimeUnit.NANOSECONDS);
            }
        }
    }

    @Override
    public void close() {
        lane.execute(() -> {
            if (!closed && !ended) {
                closed = true;
                dropTheRest();
                closing.tryEmitEmpty();
                outbox.complete();
            }
        });
    }

    /** What the server below has in its hands it gives back when it closes the connection. */
    @Override
    public void abort() {
        lane.execute(() -> {
            outbox.clear();
            close();
        });
    }

    // What the session calls

    @Override
    protected void hookOnSubscribe(Subscription subscription) {
        lane.execute(() -> request(dropping ? THE_REST : 1));
    }

    @Override
    protected void hookOnNext(WebSocketMessage message) {
        byte[] bytes = bytes(message.getPayload());
        if (dropping) { // and would gather behind whoever has the lane
            return;
        }
        WebSocketMessage.Type type = message.getType();
        turn.run(() -> lane.execute(() -> received(type, bytes)));
    }

    private static byte[] bytes(DataBuffer payload) {
        try {
            byte[] bytes = new byte[payload.readableByteCount()];
            payload.read(bytes);
            return bytes;
        } finally {
            DataBufferUtils.release(payload);
        }
    }

    private void received(WebSocketMessage.Type type, byte[] bytes) {
        if (dropping) {
            return;
        }
        if (bytes.length > maxMessageSize) {
            answer = CloseStatus.TOO_BIG_TO_PROCESS;
            end(new IOException("Message of more than " + maxMessageSize + " bytes"));
            return;
        }
        if (listener != null) {
            switch (type) {
                case TEXT -> listener.frame(Frame.text(bytes));
                case BINARY -> listener.frame(Frame.binary(bytes));
                case PING, PONG -> {}
            }
        }
        if (reading) {
            request(1);
        } else {
            requestDue = true;
            stoppedNanos = System.nanoTime();
        }
    }

    @Override
    protected void hookOnComplete() {
        lane.execute(() -> end(irregularity(closeStatus)));
    }

    private static @Nullable Throwable irregularity(@Nullable CloseStatus status) {
        return status == null || ORDERLY.contains(status.getCode())
                ? null
                : new IOException("WebSocket closed with " + status);
    }

    @Override
    protected void hookOnError(Throwable failure) {
        lane.execute(() -> end(failure instanceof EOFException ? null : failure));
    }

    private void writable() {
        if (listener != null && !closed && !ended) {
            listener.writable();
        }
    }

    private void backlogChanged() {
        if (listener != null && !closed && !ended) {
            listener.backlogChanged();
        }
    }

    /** Ahead of what closes the session: from then on it reads as far as it has been asked to, and the peer's answer comes last. */
    private void dropTheRest() {
        dropping = true;
        request(THE_REST);
    }

    private void end(@Nullable Throwable cause) {
        if (ended) {
            return;
        }
        ended = true;
        dropTheRest();
        outbox.clear();
        if (listener != null) {
            listener.closed(closed ? null : cause);
        }
    }
}
