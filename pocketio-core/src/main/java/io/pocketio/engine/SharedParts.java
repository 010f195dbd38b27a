package io.pocketio.engine;

import io.pocketio.lane.TimerWheel;
import reactor.core.scheduler.Scheduler;

/** What the sessions of a server have in common. Immutable; its parts are thread-safe. */
record SharedParts(
        EngineListener listener,
        EngineOptions options,
        OpenPackets openPackets,
        SharedValues values,
        Scheduler scheduler,
        TimerWheel wheel,
        OutboundBudget outboundBudget,
        SessionRegistry sessions,
        EngineCounters counters) {}
