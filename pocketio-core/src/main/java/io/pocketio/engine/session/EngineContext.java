package io.pocketio.engine.session;

import io.pocketio.engine.EngineListener;
import io.pocketio.engine.EngineOptions;
import io.pocketio.engine.budget.InboundBudget;
import io.pocketio.engine.budget.OutboundBudget;
import io.pocketio.engine.budget.WaitingPackets;
import io.pocketio.engine.handshake.OpenPackets;
import io.pocketio.engine.handshake.SharedValues;
import io.pocketio.engine.legacy.LegacyTimes;
import io.pocketio.engine.legacy.PendingHandshakes;
import io.pocketio.lane.TimerWheel;
import reactor.core.scheduler.Scheduler;

/** What the sessions of a server have in common. Immutable; its parts are thread-safe. */
record EngineContext(
        EngineListener listener,
        EngineOptions options,
        boolean jsonMessages,
        LegacyTimes legacyTimes,
        OpenPackets openPackets,
        SharedValues values,
        Scheduler workers,
        TimerWheel wheel,
        WaitingPackets waitingPackets,
        OutboundBudget outboundBudget,
        InboundBudget inboundBudget,
        SessionRegistry sessions,
        PendingHandshakes pendingHandshakes,
        EngineCounters counters) {}
