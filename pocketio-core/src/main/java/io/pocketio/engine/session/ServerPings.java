package io.pocketio.engine.session;

import io.pocketio.engine.CloseReason;
import io.pocketio.engine.EngineOptions;
import io.pocketio.engine.packet.EnginePacket;
import io.pocketio.engine.packet.EnginePacketType;
import io.pocketio.engine.transport.TransportException;
import io.pocketio.lane.TimerWheel;
import java.time.Duration;

/** Pings the client and waits for its pong. */
class ServerPings extends Heartbeat {

    private static final EnginePacket PING = EnginePacket.of(EnginePacketType.PING);

    private boolean awaitsPong;

    ServerPings(LiveSession session, TimerWheel wheel, EngineOptions options) {
        super(session, wheel, options);
    }

    @Override
    void begin() {
        rest();
    }

    /** The next ping is due an interval from now. */
    final void rest() {
        awaitsPong = false;
        wheel.arm(this, interval());
    }

    @Override
    void heard() {
        // only a pong is an answer
    }

    @Override
    void received(EnginePacket packet) {
        if (packet.type() == EnginePacketType.PONG) {
            rest();
        } else {
            session.end(CloseReason.TRANSPORT_ERROR, new TransportException("invalid heartbeat direction"));
        }
    }

    /** The next ping is due in its turn. */
    @Override
    void transportChanged() {
        if (awaitsPong) {
            rest();
        }
    }

    @Override
    void readingResumed() {
        if (awaitsPong) {
            wheel.arm(this, options.pingTimeout());
        }
    }

    Duration interval() {
        return options.pingInterval();
    }

    EnginePacket ping() {
        return PING;
    }

    @Override
    void beat() {
        if (awaitsPong && !mayLieUnread()) {
            session.end(CloseReason.PING_TIMEOUT, null);
            return;
        }
        // the client would go itself if pings stopped
        awaitsPong = true;
        wheel.arm(this, options.pingTimeout());
        session.send(ping());
    }
}
