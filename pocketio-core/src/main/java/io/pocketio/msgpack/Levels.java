package io.pocketio.msgpack;

import java.util.Arrays;

/** The arrays and maps that are open around a value: what a client nests is counted, not stacked. Confined to its caller. */
final class Levels {

    private static final int INITIAL_DEPTH = 8;

    /** Elements or entries that are still to come. */
    private int[] left = new int[INITIAL_DEPTH];

    private boolean[] maps = new boolean[INITIAL_DEPTH];
    private int depth;

    void open(int size, boolean isMap) {
        if (depth == left.length) {
            left = Arrays.copyOf(left, 2 * depth);
            maps = Arrays.copyOf(maps, 2 * depth);
        }
        left[depth] = size;
        maps[depth++] = isMap;
    }

    int depth() {
        return depth;
    }

    boolean isMap() {
        return maps[depth - 1];
    }

    /** Whether nothing is left in the innermost. */
    boolean isDone() {
        return left[depth - 1] == 0;
    }

    /** The next element or entry of the innermost is begun. */
    void take() {
        left[depth - 1]--;
    }

    void close() {
        depth--;
    }
}
