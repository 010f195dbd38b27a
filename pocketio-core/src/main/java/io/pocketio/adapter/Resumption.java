package io.pocketio.adapter;

import io.pocketio.protocol.EncodedPacket;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an adapter has found for a client that wants its session back. Immutable.
 *
 * @param found {@code null} unless the outcome is {@link RecoveryOutcome#RECOVERED}
 * @param start the client has everything up to here
 * @param missed packets for it behind {@code start}, up to {@code end}
 * @param last offset of the last of them; {@code null} when there is none
 * @param end where the log was when this was made
 * @since 0.1
 */
public record Resumption(
        RecoveryOutcome outcome,
        @Nullable RecoverableSession found,
        String start,
        List<EncodedPacket> missed,
        @Nullable String last,
        String end) {

    public Resumption {
        missed = List.copyOf(missed);
    }

    public static Resumption failed(RecoveryOutcome outcome) {
        return new Resumption(outcome, null, "", List.of(), null, "");
    }

    public boolean isRecovered() {
        return found != null;
    }

    /** @throws NullPointerException when it failed */
    public RecoverableSession session() {
        return Objects.requireNonNull(found, outcome::words);
    }
}
