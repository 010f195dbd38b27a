package io.pocketio;

import io.pocketio.adapter.RecoveryOutcome;

/**
 * An attempt of a client to get its session back, and what became of it. Immutable.
 *
 * @param namespace which the client wants to join
 * @param socketId the socket's old id if it is recovered, else that of the plain new session
 * @param missed packets that were sent again; 0 unless it is recovered
 * @since 0.1
 */
public record RecoveryAttempt(String namespace, String socketId, RecoveryOutcome outcome, int missed) {

    public boolean isRecovered() {
        return outcome == RecoveryOutcome.RECOVERED;
    }
}
