package io.pocketio.engine.session;

import io.pocketio.engine.EngineOptions;
import io.pocketio.engine.legacy.LegacyTimes;
import io.pocketio.engine.packet.EnginePacket;
import io.pocketio.engine.packet.EnginePacketType;
import io.pocketio.engine.packet.Frame;
import io.pocketio.lane.TimerWheel;
import java.time.Duration;

/** The pings of Socket.IO 0.7 to 0.9: none to a client that polls, which shows by that alone that it is there. */
final class LegacyPings extends ServerPings {

    private static final EnginePacket PING = EnginePacket.bare(EnginePacketType.PING, Frame.text("2::"));

    private final Duration interval;

    LegacyPings(LiveSession session, TimerWheel wheel, EngineOptions options) {
        super(session, wheel, options);
        this.interval = LegacyTimes.of(options).ping();
    }

    @Override
    Duration interval() {
        return interval;
    }

    @Override
    EnginePacket ping() {
        return PING;
    }

    @Override
    void beat() {
        if (session.carrier().isPinged()) {
            super.beat();
        } else {
            rest();
        }
    }
}
