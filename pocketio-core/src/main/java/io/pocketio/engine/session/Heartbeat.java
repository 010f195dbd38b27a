package io.pocketio.engine.session;

import io.pocketio.engine.EngineOptions;
import io.pocketio.engine.packet.EnginePacket;
import io.pocketio.lane.TimerWheel;

/**
 * Finds out whether a session's client is there still. One timer for each session, armed again and again. Confined to the session's
 * lane.
 */
abstract class Heartbeat extends TimerWheel.Timer {

    final LiveSession session;
    final TimerWheel wheel;
    final EngineOptions options;

    Heartbeat(LiveSession session, TimerWheel wheel, EngineOptions options) {
        this.session = session;
        this.wheel = wheel;
        this.options = options;
    }

    static Heartbeat of(LiveSession session, TimerWheel wheel, EngineOptions options) {
        return switch (session.revision()) {
            case V4 -> new ServerPings(session, wheel, options);
            case V3 -> new ClientPings(session, wheel, options);
            case LEGACY -> new LegacyPings(session, wheel, options);
        };
    }

    /** The session has opened. */
    abstract void begin();

    /** Something else than a ping or a pong has come. */
    abstract void heard();

    /** A ping or a pong has come. */
    abstract void received(EnginePacket packet);

    /** A packet on its way over polling is not fatal when the transport changes. */
    abstract void transportChanged();

    /** The session reads again: what lay unread has time to be read. */
    abstract void readingResumed();

    final void stop() {
        wheel.disarm(this);
    }

    @Override
    public final void expired() {
        session.post(() -> {
            if (!session.isClosed() && !wheel.isArmed(this)) {
                beat();
            }
        });
    }

    /** The timer has run off. */
    abstract void beat();

    /** Whether what has been waited for may have come, and lies unread, behind messages or because we do not listen: not the client's fault. */
    final boolean mayLieUnread() {
        return !session.isReading() || session.hasUnread();
    }
}
