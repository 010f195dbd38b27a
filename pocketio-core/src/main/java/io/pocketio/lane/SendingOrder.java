package io.pocketio.lane;

/**
 * Keeps the order of what a lane's own thread sends, while some of that waits for another turn: for lanes that serve many sessions.
 * Confined to the lane.
 */
public final class SendingOrder {

    private int waiting;

    /** What has waited is being sent: that is its turn. */
    private boolean sending;

    /** See {@link Lane#inTurn()}, for a caller in the lane. */
    public boolean inTurn() {
        return waiting == 0 || sending;
    }

    /** So much has been appended and not been sent. */
    public int waiting() {
        return waiting;
    }

    /** What is to be run later in place of what is {@linkplain Lane#append appended}. */
    public Runnable appended(Runnable task) {
        waiting++;
        return () -> {
            waiting--;
            sending = true;
            try {
                task.run();
            } finally {
                sending = false;
            }
        };
    }
}
