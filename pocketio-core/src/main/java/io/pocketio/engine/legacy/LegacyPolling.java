package io.pocketio.engine.legacy;

import io.pocketio.engine.CloseReason;
import io.pocketio.engine.EngineOptions;
import io.pocketio.engine.EngineResponse;
import io.pocketio.engine.EventLoopTurns;
import io.pocketio.engine.TransportType;
import io.pocketio.engine.packet.EnginePacket;
import io.pocketio.engine.polling.Inbox;
import io.pocketio.engine.polling.Outbox;
import io.pocketio.engine.transport.Transport;
import io.pocketio.engine.transport.TransportHost;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.MonoSink;

/**
 * Messages over HTTP: a GET waits for them, of whichever kind the client likes best at the moment, and POSTs bring what it sends. A client
 * that has no GET waiting, because it was answered, or cut off, is waited for. Confined to the session's lane.
 */
final class LegacyPolling implements Transport {

    private static final Duration FAREWELL_TIMEOUT = Duration.ofSeconds(30);

    private final TransportHost host;
    private final LegacyTimes times;
    private final Outbox outbox = new Outbox();
    private final Inbox inbox;

    /** The GET that waits. Written in the lane; read by any thread that asks for writability. */
    private volatile @Nullable Outlet parked;

    /** Of how long that one is held, or its successor waited for. */
    private @Nullable Disposable timer;

    /** The GET that is to be written to at the end of its connection's turn. */
    private @Nullable Outlet due;

    /** A WebSocket carries the session. */
    private boolean left;

    private boolean closing;
    private boolean ended;

    LegacyPolling(TransportHost host, LegacyTimes times) {
        this.host = host;
        this.times = times;
        this.inbox = new Inbox(host, new Posts());
    }

    @Override
    public TransportType type() {
        return TransportType.POLLING;
    }

    @Override
    public boolean isWritable() {
        Outlet outlet = parked;
        return outlet != null && outlet.isReady();
    }

    @Override
    public boolean isPinged() {
        Outlet outlet = parked;
        return outlet != null && !outlet.isPoll();
    }

    @Override
    public long pendingBytes() {
        Outlet outlet = parked;
        return outbox.bytes() + (outlet == null ? 0 : outlet.pendingBytes());
    }

    @Override
    public void send(EnginePacket packet) {
        outbox.add(packet);
        flushLater();
    }

    @Override
    public long send(List<EnginePacket> packets) {
        packets.forEach(outbox::add);
        flushLater();
        return pendingBytes();
    }

    /** What is about to be sent goes with what has been, unless it is much. */
    private void flushLater() {
        Outlet outlet = parked;
        if (outlet == null || outbox.isEmpty() || !outlet.isReady()) {
            return;
        }
        if (outbox.bytes() >= EngineOptions.UNCOUNTED_BYTES) {
            flush();
        } else if (!inbox.isDispatching() && due != outlet) {
            due = outlet;
            if (!outlet.atEndOfTurn(() -> host.execute(() -> turnEnded(outlet)))) {
                turnEnded(outlet);
            }
        }
    }

    /** Of the connection of that GET: another one may have come meanwhile, on another connection, whose turn goes on. */
    private void turnEnded(Outlet outlet) {
        if (outlet == due) {
            due = null;
            flush();
        }
    }

    private void flush() {
        Outlet outlet = parked;
        if (outlet == null || outbox.isEmpty() || !outlet.isReady()) {
            return;
        }
        boolean isLast = !outlet.write(outbox.drain());
        if (isLast) {
            parked = null;
            awaitClient();
        }
        host.backlogChanged(this);
    }

    /** One that is being closed is waited for as long as its farewell waits, whatever it does meanwhile. */
    private void awaitClient() {
        if (!closing && !left) {
            restart(ended ? null : times.close(), this::hasStayedAway);
        }
    }

    private void restart(@Nullable Duration delay, Runnable task) {
        if (timer != null) {
            timer.dispose();
        }
        timer = delay == null ? null : host.schedule(delay, task);
    }

    /** Unless something that it has sent has not been looked at. */
    private void hasStayedAway() {
        if (inbox.hasUnread()) {
            awaitClient();
        } else {
            host.end(CloseReason.PING_TIMEOUT, null);
        }
    }

    /** A GET has come. One that waits already has lost its reader, or is about to. */
    void poll(Outlet outlet) {
        outlet.listen(new Outlet.Listener() {
            @Override
            public void ready() {
                host.execute(() -> becameReady(outlet));
            }

            @Override
            public void gone() {
                host.execute(() -> lost(outlet));
            }
        });
        left = false;
        Outlet before = parked;
        parked = outlet;
        end(before);
        if (closing) {
            flush();
            endWhenToldAll();
        } else {
            restart(outlet.isPoll() ? times.poll() : null, this::release);
            flushLater();
        }
        host.backlogChanged(this); // what the one before had not taken has gone with it
    }

    /** Cuts it off when its client does not read: what it has been given would wait uncounted. */
    private static void end(@Nullable Outlet outlet) {
        if (outlet != null && outlet.pendingBytes() > 0) {
            outlet.cut();
        } else if (outlet != null) {
            outlet.end();
        }
    }

    private void endWhenToldAll() {
        if (closing && pendingBytes() == 0) {
            host.end(CloseReason.FORCED_CLOSE, null);
        }
    }

    private void hasNotTakenAll() {
        Outlet outlet = parked;
        parked = null;
        end(outlet);
        host.end(CloseReason.FORCED_CLOSE, null);
    }

    private void becameReady(Outlet outlet) {
        if (outlet != parked) {
            return;
        }
        flushLater();
        host.backlogChanged(this);
        endWhenToldAll();
    }

    private void lost(Outlet outlet) {
        if (outlet == parked) {
            parked = null;
            awaitClient();
            host.backlogChanged(this);
            endWhenToldAll();
        }
    }

    private void release() {
        flush();
        Outlet outlet = parked;
        if (outlet != null) {
            parked = null;
            outlet.end();
            awaitClient();
        }
    }

    /**
     * A POST has come.
     *
     * @return whether its body is to be read
     */
    boolean post(MonoSink<? super EngineResponse> post, @Nullable EventLoopTurns turns) {
        if (parked == null) {
            awaitClient();
        }
        return inbox.begin(post, turns);
    }

    Inbox inbox() {
        return inbox;
    }

    /** A WebSocket carries the session now: what waits is for it to send. POSTs are taken still, and a GET may come again. */
    List<EnginePacket> leave() {
        left = true;
        restart(null, this::release);
        Outlet outlet = parked;
        parked = null;
        end(outlet);
        return outbox.drain();
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

    /** With what waits, if anything does: at once, or when the client comes for it. */
    @Override
    public void closeGracefully() {
        flush();
        closing = true;
        restart(FAREWELL_TIMEOUT, this::hasNotTakenAll);
        endWhenToldAll();
    }

    @Override
    public void close() {
        ended = true;
        flush();
        finish(false);
    }

    @Override
    public void abort() {
        ended = true;
        finish(true);
    }

    private void finish(boolean cut) {
        restart(null, this::release);
        Outlet outlet = parked;
        parked = null;
        if (outlet != null && cut) {
            outlet.cut();
        } else if (outlet != null) {
            outlet.end();
        }
        outbox.drain();
        host.caughtUp();
    }

    /** The session has ended. */
    void endPosts() {
        inbox.end();
    }

    /** What POSTs bring. */
    private final class Posts implements Inbox.Owner {

        @Override
        public void posted(EnginePacket packet) {
            host.received(LegacyPolling.this, packet);
        }

        @Override
        public void dispatched() {
            flushLater();
        }

        @Override
        public EngineResponse taken() {
            return LegacyAnswers.taken();
        }
    }
}
