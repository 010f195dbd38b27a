package io.pocketio.benchmarks.load;

import java.util.LinkedHashMap;
import java.util.Map;

/** What all clients of a soak have seen. Confined to the loop. */
final class SoakCounts {

    /** Different errors that are kept with their words. */
    private static final int KINDS = 20;

    private static final int LENGTH = 200;

    private final Map<String, Long> errors = new LinkedHashMap<>();
    private long connects;
    private long checked;
    private long sent;

    void connected() {
        connects++;
    }

    /** An event or acknowledgement came as it should. */
    void checked() {
        checked++;
    }

    void sent() {
        sent++;
    }

    void error(String error) {
        String text = error.length() > LENGTH ? error.substring(0, LENGTH) : error;
        errors.merge(errors.size() < KINDS || errors.containsKey(text) ? text : "others", 1L, Long::sum);
    }

    Figures figures() {
        long all = errors.values().stream().mapToLong(Long::longValue).sum();
        return new Figures(connects, sent, checked, all, Map.copyOf(errors));
    }

    /** @param checked events and acknowledgements that came as they should */
    record Figures(long connects, long sent, long checked, long errors, Map<String, Long> errorKinds) {}
}
