package io.pocketio.engine.budget;

/** A session as the bounds of what waits for clients see it. Any thread may call, but for what says otherwise. */
public interface Evictable {

    /** Whether it is to be sent anything. In the lane. */
    boolean isOpen();

    /** Its turn has come to end, if there is still a reason for that: {@link Backlog#isToEnd()}. In the lane. */
    void evict();

    /** Runs the task in the lane, later. */
    void post(Runnable task);
}
