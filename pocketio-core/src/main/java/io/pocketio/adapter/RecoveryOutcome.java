package io.pocketio.adapter;

/**
 * What became of a client's attempt to get its session back.
 *
 * @since 0.1
 */
public enum RecoveryOutcome {
    /** The client has its session again, and what it has missed. */
    RECOVERED("recovered"),
    /** It ended too long ago, or in a way that is final, or it was taken already, or there never was one, or too many were kept. */
    UNKNOWN_SESSION("there is no such session any more"),
    /** What the client names as the last packet that it got is no position in this namespace. */
    UNKNOWN_OFFSET("the offset is unknown"),
    /** Packets that the client may have missed are not kept any more: there were too many, or they are too old. */
    OFFSET_TOO_OLD("packets behind the offset are not kept any more"),
    /** What the client has missed is more than may wait for it. */
    TOO_MUCH_MISSED("the client has missed more than fits its outbound buffer"),
    /** The client's earlier connection, which the server thought alive, could not be ended in time, or the adapter failed. */
    UNAVAILABLE("the session could not be handed over");

    private final String words;

    RecoveryOutcome(String words) {
        this.words = words;
    }

    /** For people. */
    public String words() {
        return words;
    }
}
