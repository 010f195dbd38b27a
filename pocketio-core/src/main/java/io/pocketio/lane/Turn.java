package io.pocketio.lane;

/**
 * How much one may do at a time on a thread that serves others, too: so many things, or as many as take so long, whichever is less. Who
 * has more goes on when the others have had their turn. Confined to one thread.
 */
public final class Turn {

    private static final int MOST = 256;

    /** The longest turn, unless a single thing takes longer. */
    public static final long NANOS = 200_000;

    /** The clock is looked at less often while things take little time. */
    private static final int LONGEST_SKIP = 16;

    private static final int LOOKS = 4;

    private int begun;
    private int nextLook = 1;
    private long startNanos;
    private boolean over;

    /** Begins another one. The first thing is not timed: mostly there is no other, and it costs no look at the clock. */
    public void restart() {
        begun = 0;
        nextLook = 1;
        startNanos = 0;
        over = false;
    }

    /** Begins another one for what has been left by the last: all of it is timed. */
    public Turn resume() {
        restart();
        startNanos = System.nanoTime() | 1; // 0 is for none
        return this;
    }

    /** To be asked before each thing. A single one costs no look at the clock. */
    public boolean isOver() {
        return isOver(0);
    }

    /** @param anyway nanoseconds that others wait in any case: the turn may take as long, if that is more than its own time */
    public boolean isOver(long anyway) {
        if (begun == nextLook) {
            look(Math.max(NANOS, anyway));
        }
        over = over || begun >= MOST;
        begun++;
        return over;
    }

    private void look(long most) {
        long now = System.nanoTime();
        int skip = 1;
        if (startNanos == 0) {
            startNanos = now | 1;
        } else {
            long left = most - (now - startNanos);
            over = left <= 0;
            long each = Math.max(1, (now - startNanos) / begun);
            skip = (int) Math.max(1, Math.min(LONGEST_SKIP, left / (LOOKS * each)));
        }
        nextLook = begun + skip;
    }
}
