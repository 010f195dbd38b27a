package io.pocketio;

/**
 * Is told of each attempt of a client to get its session back. Called in the lane of the client's connection; must not block.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface RecoveryListener {

    void attempted(RecoveryAttempt attempt);
}
