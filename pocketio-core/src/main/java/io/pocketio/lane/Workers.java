package io.pocketio.lane;

import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Threads for what has none of its own: lanes without an event loop, with what applications do in them, and what takes some time. */
final class Workers {

    private static final int SECONDS_TO_LIVE = 60;

    /** May be blocked. Threads are made when they are wanted, as many as Reactor makes of those that may block, and go again. */
    static final Scheduler SCHEDULER = Schedulers.newBoundedElastic(
            Schedulers.DEFAULT_BOUNDED_ELASTIC_SIZE,
            Schedulers.DEFAULT_BOUNDED_ELASTIC_QUEUESIZE,
            "pocketio-worker",
            SECONDS_TO_LIVE,
            true);

    private Workers() {}
}
