package io.pocketio.server.recovery;

import io.pocketio.adapter.RecoveryOutcome;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the operator how recoveries on one server end: at once when the first one fails, then in sums, so that clients cannot fill
 * the log. Thread-safe.
 */
public final class RecoveryReport {

    private static final Logger logger = LoggerFactory.getLogger(RecoveryReport.class);

    private static final long QUIET_MILLIS = TimeUnit.MINUTES.toMillis(1);

    /** All three under the monitor of this. */
    private final Map<RecoveryOutcome, Integer> counts = new EnumMap<>(RecoveryOutcome.class);

    private boolean hasTold;
    private long toldAt;

    void count(RecoveryOutcome outcome, long now) {
        String sums = add(outcome, now);
        if (!sums.isEmpty()) {
            logger.info("Clients that wanted their session back: {}", sums);
        }
    }

    /** What is to be told; empty when it can wait. */
    private synchronized String add(RecoveryOutcome outcome, long now) {
        counts.merge(outcome, 1, Integer::sum);
        boolean allWell = counts.size() == 1 && counts.containsKey(RecoveryOutcome.RECOVERED);
        if (allWell || hasTold && now - toldAt < QUIET_MILLIS) {
            return "";
        }
        hasTold = true;
        toldAt = now;
        StringBuilder sums = new StringBuilder();
        counts.forEach((each, count) -> sums.append(sums.isEmpty() ? "" : "; ")
                .append(count)
                .append(" × ")
                .append(each.words()));
        counts.clear();
        return sums.toString();
    }
}
