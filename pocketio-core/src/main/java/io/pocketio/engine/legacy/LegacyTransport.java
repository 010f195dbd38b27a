package io.pocketio.engine.legacy;

import io.pocketio.engine.EngineResponse;
import io.pocketio.engine.EventLoopTurns;
import io.pocketio.engine.FrameChannel;
import io.pocketio.engine.FrameListener;
import io.pocketio.engine.TransportType;
import io.pocketio.engine.packet.EnginePacket;
import io.pocketio.engine.packet.EnginePacketType;
import io.pocketio.engine.packet.Frame;
import io.pocketio.engine.polling.Inbox;
import io.pocketio.engine.transport.Transport;
import io.pocketio.engine.transport.TransportHost;
import io.pocketio.engine.transport.WebSocketTransport;
import io.pocketio.lane.Lane;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.MonoSink;

/**
 * Carries a session in whatever way its client comes: as in the reference server of that time, a request takes the session over from
 * what has carried it before, without a word, and POSTs are taken all the while. The loss of a WebSocket ends the session, unless it has
 * been left. Confined to the session's lane.
 */
public final class LegacyTransport implements Transport {

    /** What becomes of a session whose client comes by another way. In its lane. */
    public interface Moves {

        /** From now on a WebSocket carries it, or none any more. */
        void moved(TransportType to);

        /** A WebSocket of that lane is to carry it: its tasks had better run there. */
        void route(Lane ofChannel);
    }

    /** Who comes by another way is there, whatever has become of a ping. */
    private static final EnginePacket ALIVE = EnginePacket.bare(EnginePacketType.PONG, Frame.text("2::"));

    /** So long a client that has left its WebSocket may take to answer that being closed. */
    private static final Duration TIME_TO_ANSWER = Duration.ofSeconds(1);

    /** As if the client had asked to be let in. */
    private static final EnginePacket CONNECT = EnginePacket.bare(EnginePacketType.MESSAGE, Frame.text("1::"));

    private final TransportHost host;
    private final Moves moves;
    private final LegacyPolling http;

    /** {@code null} while the session is carried by HTTP. Written in the lane, read by any thread. */
    private volatile @Nullable WebSocketTransport socket;

    /** {@code null} unless a client that has left its WebSocket may be waiting to be told that it is connected. */
    private @Nullable SecondGreeting greeting;

    private boolean closing;
    private boolean ended;

    private LegacyTransport(TransportHost host, LegacyTimes times, Moves moves) {
        this.host = host;
        this.moves = moves;
        this.http = new LegacyPolling(host, times);
    }

    /** Over HTTP at first. */
    public static LegacyTransport overHttp(TransportHost host, LegacyTimes times, Moves moves) {
        return new LegacyTransport(host, times, moves);
    }

    /** Over a WebSocket at first. */
    public static LegacyTransport over(FrameChannel channel, TransportHost host, LegacyTimes times, Moves moves) {
        LegacyTransport transport = new LegacyTransport(host, times, moves);
        transport.http.leave();
        transport.socket = new WebSocketTransport(host, channel);
        return transport;
    }

    static LegacyTransport of(LegacySession session) {
        return (LegacyTransport) session.carrier();
    }

    /** Whom the binding tells what happens on the WebSocket that the session begins with. */
    public FrameListener webSocket() {
        return Objects.requireNonNull(socket);
    }

    @Override
    public Transport direct() {
        WebSocketTransport webSocket = socket;
        return webSocket == null ? http : webSocket;
    }

    // The client's moves.

    /** A GET has come. */
    void poll(Outlet outlet) {
        WebSocketTransport left = socket;
        if (left != null) {
            socket = null;
            host.goesBy(http, List.of());
            moves.moved(TransportType.POLLING);
            close(left);
            greeting = new SecondGreeting(left);
            greeting.await();
        }
        http.poll(outlet);
        if (http.isPinged()) {
            host.received(this, ALIVE);
        }
    }

    /** The client goes on in another way, as one does that knows that it is connected. */
    private void forgoGreeting() {
        SecondGreeting needless = greeting;
        if (needless != null) {
            greeting = null;
            needless.cancel();
        }
    }

    /**
     * A WebSocket has come. Any thread.
     *
     * @return whom the binding tells what happens on it
     */
    FrameListener webSocket(FrameChannel channel) {
        WebSocketTransport next = new WebSocketTransport(host, channel);
        host.execute(() -> moveTo(next));
        return next;
    }

    private void moveTo(WebSocketTransport next) {
        if (ended) {
            next.close();
            return;
        }
        forgoGreeting();
        moves.route(next.channelLane()); // it may be written to in that lane only
        WebSocketTransport left = socket;
        socket = next;
        if (left != null) {
            close(left);
        } else {
            moves.moved(TransportType.WEBSOCKET);
        }
        host.goesBy(next, http.leave());
        if (!host.isReading()) {
            next.setReading(false);
        }
        host.received(this, ALIVE);
        if (closing) {
            next.closeGracefully();
        }
    }

    /** Cuts it off when its client does not read: what it has been sent would wait uncounted. */
    private static void close(WebSocketTransport left) {
        if (left.pendingBytes() > 0) {
            left.abort();
        } else {
            left.channelLane().execute(left::close); // behind what is on its way there
        }
    }

    /**
     * A POST has come.
     *
     * @return whether its body is to be read
     */
    boolean post(MonoSink<? super EngineResponse> post, @Nullable EventLoopTurns turns) {
        forgoGreeting();
        return http.post(post, turns);
    }

    /** Of the POST that has come. */
    Inbox inbox() {
        return http.inbox();
    }

    // The session's side.

    @Override
    public boolean is(Transport other) {
        return other == this || other == socket || other == http;
    }

    @Override
    public TransportType type() {
        return direct().type();
    }

    @Override
    public boolean isWritable() {
        return direct().isWritable();
    }

    @Override
    public boolean isPinged() {
        return direct().isPinged();
    }

    @Override
    public long pendingBytes() {
        return direct().pendingBytes();
    }

    @Override
    public void send(EnginePacket packet) {
        direct().send(packet);
    }

    @Override
    public long send(List<EnginePacket> packets) {
        return direct().send(packets);
    }

    @Override
    public boolean hasUnread() {
        return http.hasUnread() || direct().hasUnread();
    }

    @Override
    public void setReading(boolean reading) {
        http.setReading(reading);
        WebSocketTransport webSocket = socket;
        if (webSocket != null) {
            webSocket.setReading(reading);
        }
    }

    @Override
    public void closeGracefully() {
        closing = true;
        direct().closeGracefully();
    }

    @Override
    public void close() {
        ended = true;
        forgoGreeting();
        direct().close();
        http.endPosts();
    }

    @Override
    public void abort() {
        ended = true;
        forgoGreeting();
        direct().abort();
        http.endPosts();
    }

    /**
     * A WebSocket over which nothing has come, not even an answer to its being closed, may never have opened for its client: something
     * between has kept the answer to the handshake to itself. The client waits to be told that it is connected; the reference server does
     * not tell it. One that knows it already, and neither has said anything, be it by its new way, nor answers the close frame in time, or
     * on a server that tells of no answers, is told twice. What is sent meanwhile goes ahead of it. Confined to the session's lane.
     */
    private final class SecondGreeting {

        private final WebSocketTransport left;
        private @Nullable Disposable timer;

        SecondGreeting(WebSocketTransport left) {
            this.left = left;
        }

        void await() {
            timer = host.schedule(TIME_TO_ANSWER, () -> left.channelLane().execute(this::ask));
        }

        /** In the lane of the WebSocket. */
        private void ask() {
            if (!left.hasHeard()) {
                host.execute(this::greet);
            }
        }

        private void greet() {
            if (greeting == this) {
                greeting = null;
                host.received(LegacyTransport.this, CONNECT);
            }
        }

        void cancel() {
            if (timer != null) {
                timer.dispose();
            }
        }
    }
}
