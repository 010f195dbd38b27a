package io.pocketio.lane;

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

    /**
     * Runs the task in this lane: at once when the caller is in it, and when it is free and has no thread of its own. So the caller may
     * have to wait for what the task does; who must not uses {@link #post}.
     */
    @Override
    void execute(Runnable task);

    /**
     * Runs the task in this lane, never within this call, and behind what the caller has given to it before: for timers, and for whoever
     * is in the middle of something. When the caller is in the lane, others that its thread serves come first.
     */
    void post(Runnable task);

    /**
     * Runs a task that sends something to many, for a caller in this lane: at once, or when others have had their turn. Until it has run,
     * what else he sends is behind it, see {@link #inTurn()} and {@link SendingOrder}.
     */
    default void append(Runnable sending) {
        execute(sending);
    }

    /** Whether the caller is in this lane, and nothing that he has {@linkplain #append appended} is to be sent first. */
    default boolean inTurn() {
        return inLane();
    }

    /**
     * Where many lanes can be served in one task: the lane by way of which tasks come to this one, or this one itself. What a task
     * in that lane gives to this one is not overtaken by what the same thread has given to this one before.
     */
    default Lane home() {
        return this;
    }

    /**
     * Enters this lane without a task object, when the caller may run in it and nothing is ahead of him. Who got in has to
     * {@link #exit()}. A lane with a thread of its own lets nobody in: who is there already is {@linkplain #inLane() in}.
     */
    default boolean tryEnter() {
        return false;
    }

    /** Leaves the lane that {@link #tryEnter()} let the caller in. */
    default void exit() {}
}
