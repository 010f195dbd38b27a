package io.pocketio.engine;

/**
 * The turns of the event loop of one connection, for what is to wait for one. Tasks may be dropped when the loop has ended. Any thread may
 * call.
 *
 * @since 0.1
 */
public interface EventLoopTurns {

    /** Runs the task when the loop has done what it has in hand. */
    void atEnd(Runnable task);

    /** What may go on for long begins, or goes on: in the loop, the caller is asked to answer for what follows only. */
    void begin();

    /**
     * Whether the caller, in the loop, has given more to do to another event loop since he {@linkplain #begin() began} than that has done
     * yet. Then he is to wait {@link #inNext} although he may have nothing left to do: else what he causes would pile up there.
     */
    boolean causesTooMuch();

    /**
     * Runs the task when the loop has also looked at its connections: what goes on for long lets them come in between. And, if the caller
     * {@linkplain #causesTooMuch() causes too much}, when that is done.
     */
    void inNext(Runnable task);
}
