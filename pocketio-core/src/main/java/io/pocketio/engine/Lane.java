package io.pocketio.engine;

import java.util.concurrent.Executor;

/**
 * Where the state of a session may be touched: tasks run one at a time, in the order in which they were given. The event
 * loop of the connection on Netty, a queue that borrows the threads of its callers elsewhere.
 *
 * <p>Any thread may call.
 *
 * @since 0.1
 */
public interface Lane extends Executor {

    /** Whether the caller runs in this lane right now, and so may touch the state at once. */
    boolean inLane();

    /** Runs the task in this lane: at once when the caller is in it, and when it is free and has no thread of its own. */
    @Override
    void execute(Runnable task);

    /** A lane without a thread of its own: whoever finds it free runs his task in it. Costs nothing while idle. */
    static Lane serial() {
        return new SerialLane();
    }
}
