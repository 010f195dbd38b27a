package io.pocketio.autoconfigure.cluster;

import org.jspecify.annotations.Nullable;

/** The adapter that the configuration names cannot work. {@link AdapterUnavailableFailureAnalyzer} says it at the start. */
final class AdapterUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String action;

    /** @param action what to do about it */
    AdapterUnavailableException(String problem, String action, @Nullable Throwable cause) {
        super(problem, cause);
        this.action = action;
    }

    String action() {
        return action;
    }
}
