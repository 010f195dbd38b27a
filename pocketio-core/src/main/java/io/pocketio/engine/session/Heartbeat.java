package io.pocketio.engine.session;

import io.pocketio.engine.CloseReason;
import io.pocketio.engine.EngineOptions;
import io.pocketio.engine.packet.EnginePacket;
import io.pocketio.engine.packet.EnginePacketType;
import io.pocketio.lane.TimerWheel;

/**
 * Pings a session's client and waits for its pong. One timer for each session, armed again and again. Confined to the session's
 * lane.
 */
final class Heartbeat extends TimerWheel.Timer {

    private static final EnginePacket PING = EnginePacket.of(EnginePacketType.PING);

    private final LiveSession session;
    private final TimerWheel wheel;
    private final EngineOptions options;
    private boolean awaitsPong;

    Heartbeat(LiveSession session, TimerWheel wheel, EngineOptions options) {
        this.session = session;
        this.wheel = wheel;
        this.options = options;
    }

    /** The next ping is due an interval from now: the session has opened, or its client has answered. */
    void rest() {
        awaitsPong = false;
        wheel.arm(this, options.pingInterval());
    }

    /** A ping on its way over polling is not fatal when the transport changes: the next one is due in its turn. */
    void transportChanged() {
        if (awaitsPong) {
            rest();
        }
    }

    /** The session reads again: a pong that lay unread has time to be read. */
    void readingResumed() {
        if (awaitsPong) {
            wheel.arm(this, options.pingTimeout());
        }
    }

    void stop() {
        wheel.disarm(this);
    }

    @Override
    public void expired() {
        session.post(this::beat);
    }

    private void beat() {
        if (session.isClosed() || wheel.isArmed(this)) {
            return;
        }
        if (awaitsPong && session.isReading() && !session.hasUnread()) {
            session.end(CloseReason.PING_TIMEOUT, null);
            return;
        }
        // a pong may lie unread, behind messages or because we do not listen: not its fault; but it would go itself if
        // pings stopped
        awaitsPong = true;
        wheel.arm(this, options.pingTimeout());
        session.send(PING);
    }
}
