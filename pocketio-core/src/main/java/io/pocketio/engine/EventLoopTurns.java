package io.pocketio.engine;

/**
 * The turns of the event loop of one connection, for what is to wait for one. Tasks are dropped when the loop has ended. Any thread may
 * call.
 *
 * @since 0.1
 */
public interface EventLoopTurns {

    /** Runs the task when the loop has done what it has in hand. */
    void atEnd(Runnable task);

    /** Runs the task when the loop has also looked at its connections: what goes on for long lets them come in between. */
    void inNext(Runnable task);
}
