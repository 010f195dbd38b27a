package io.pocketio.engine.session;

import io.pocketio.engine.CloseReason;
import io.pocketio.engine.EngineOptions;
import io.pocketio.engine.packet.EnginePacket;
import io.pocketio.engine.packet.EnginePacketType;
import io.pocketio.lane.Durations;
import io.pocketio.lane.TimerWheel;
import java.time.Duration;

/**
 * Answers the pings of a client of Engine.IO 3, and waits for the next. Whatever comes shows that it is there, as in the servers of its
 * time; the reference server of today would have nothing but a ping.
 */
final class ClientPings extends Heartbeat {

    private static final EnginePacket PONG = EnginePacket.of(EnginePacketType.PONG);

    private final Duration longestSilence;

    ClientPings(LiveSession session, TimerWheel wheel, EngineOptions options) {
        super(session, wheel, options);
        this.longestSilence =
                Duration.ofMillis(Durations.millis(options.pingInterval()) + Durations.millis(options.pingTimeout()));
    }

    @Override
    void begin() {
        heard();
    }

    @Override
    void heard() {
        wheel.arm(this, longestSilence);
    }

    /** What stands behind the type is not sent back. A pong means nothing. */
    @Override
    void received(EnginePacket packet) {
        heard();
        if (packet.type() == EnginePacketType.PING) {
            session.send(PONG);
        }
    }

    @Override
    void transportChanged() {
        heard();
    }

    @Override
    void readingResumed() {
        heard();
    }

    @Override
    void beat() {
        if (mayLieUnread()) {
            heard();
        } else {
            session.end(CloseReason.PING_TIMEOUT, null);
        }
    }
}
