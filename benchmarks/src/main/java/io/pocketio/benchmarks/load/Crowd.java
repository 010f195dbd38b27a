package io.pocketio.benchmarks.load;

import io.pocketio.benchmarks.client.ClientLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Many clients of one kind, connected a few at a time. */
final class Crowd {

    /** More at a time would fill the server's backlog, and measure that. */
    private static final int AT_A_TIME = 64;

    private Crowd() {}

    /**
     * Connects them all, or fails.
     *
     * @param connect makes one; called on the loop
     * @param connected whether that one is in its namespace; asked on the loop
     */
    static <T> List<T> connect(
            ClientLoop loop, int count, Duration limit, Supplier<T> connect, Predicate<T> connected) {
        List<T> all = new ArrayList<>(count);
        List<T> waiting = new ArrayList<>();
        boolean done = loop.await(limit, () -> {
            waiting.removeIf(connected);
            while (waiting.size() < AT_A_TIME && all.size() < count) {
                T next = connect.get();
                waiting.add(next);
                all.add(next);
            }
            return waiting.isEmpty();
        });
        if (!done) {
            throw new IllegalStateException(waiting.size() + " clients of " + all.size() + " are not connected yet");
        }
        return all;
    }
}
