package io.pocketio.benchmarks.load;

import java.util.List;
import java.util.Random;

/** The ways in which a client of the soak leaves. */
enum Leaving {
    /** When all is answered, it leaves the namespace and closes. */
    DISCONNECT(6),
    /** Closes the transport, with answers under way. */
    CLOSE(5),
    /** Resets the connection. */
    RESET(5),
    /** Lets pings go by until the server gives it up. */
    HALF_OPEN(2),
    /** Stops reading, or polling, and does nothing more. */
    STALL(2);

    private static final List<Leaving> BY_WEIGHT = List.of(values());
    private static final int ALL =
            BY_WEIGHT.stream().mapToInt(way -> way.weight).sum();

    private final int weight;

    Leaving(int weight) {
        this.weight = weight;
    }

    static Leaving any(Random random) {
        int left = random.nextInt(ALL);
        for (Leaving way : BY_WEIGHT) {
            left -= way.weight;
            if (left < 0) {
                return way;
            }
        }
        throw new IllegalStateException("the weights do not add up");
    }
}
