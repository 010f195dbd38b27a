package io.pocketio;

import org.jspecify.annotations.Nullable;

/**
 * The reply to a client's event. Sent at most once: later calls do nothing, nor does a reply that the client has not asked for.
 * Thread-safe.
 *
 * @since 0.1
 */
public interface Ack {

    /** Whether the client asked for a reply. */
    boolean isRequested();

    /**
     * Replies; each argument becomes one of the client's callback.
     *
     * @throws IllegalArgumentException when an argument cannot be written as JSON; another reply may be sent then
     */
    void send(@Nullable Object... arguments);
}
