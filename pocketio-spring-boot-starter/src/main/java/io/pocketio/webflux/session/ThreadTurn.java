package io.pocketio.webflux.session;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How long a thread may go on with what one connection brings while others wait for its processor. A server that gives each connection
 * a thread goes on for as long as there is something to read, and the system lets it run for milliseconds where another connection needs
 * microseconds. Who brings one message at a time never gives way: his thread pauses between two. Confined to what reads, one thread at a
 * time.
 */
final class ThreadTurn {

    /** The longest turn. */
    static final long MOST_NANOS = TimeUnit.MICROSECONDS.toNanos(200);

    /** After so long without anything to do, others have had their turn. */
    static final long PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(50);

    private final LongSupplier nanos;
    private final Runnable giveWay;

    private long begun;
    private long ended;

    ThreadTurn() {
        this(System::nanoTime, Thread::yield);
    }

    /**
     * @param nanos a clock
     * @param giveWay lets other threads go first
     */
    ThreadTurn(LongSupplier nanos, Runnable giveWay) {
        this.nanos = nanos;
        this.giveWay = giveWay;
        begun = nanos.getAsLong();
        ended = begun;
    }

    /** Does what has been read, and lets other threads go first when there has been too much of that without a pause. */
    void run(Runnable task) {
        long begin = nanos.getAsLong();
        if (begin - ended >= PAUSE_NANOS) {
            begun = begin;
        }
        task.run();
        ended = nanos.getAsLong();
        if (ended - begun >= MOST_NANOS) {
            giveWay.run();
            ended = nanos.getAsLong();
            begun = ended;
        }
    }
}
