package io.pocketio.benchmarks.load;

/** Whether numbers come one by one from a first one on, each once. Confined to the loop. */
final class OrderCheck {

    private long next;
    private long lost;
    private long misplaced;

    OrderCheck(long first) {
        next = first;
    }

    /** Those between the expected number and a later one count as lost; an earlier one has been seen, or is out of order. */
    void saw(long number) {
        if (number < next) {
            misplaced++;
        } else {
            lost += number - next;
            next = number + 1;
        }
    }

    /** The number that should come now. */
    long next() {
        return next;
    }

    /** How many have not come in their place, when the numbers end before that one. */
    long lost(long end) {
        return lost + Math.max(0, end - next);
    }

    /** How many have come behind a later one, or again. */
    long misplaced() {
        return misplaced;
    }
}
