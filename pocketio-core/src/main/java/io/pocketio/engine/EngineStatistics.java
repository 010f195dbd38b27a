package io.pocketio.engine;

/**
 * What a server tells of itself, as it is at the moment of each call. Any thread may ask; nothing is counted for it that would show on
 * the way of a message.
 *
 * @since 0.1
 */
public interface EngineStatistics {

    /** Sessions that are open now, of one kind: those that have been upgraded count as what they are now. */
    int sessions(TransportType transport);

    /**
     * Bytes that wait for clients that are behind. A client is behind when 16 KiB ({@link EngineOptions#UNCOUNTED_BYTES}) or more
     * wait after what could leave has left: for a client that reads as fast as it is sent to nothing ever counts. With these counts what
     * waits for clients none of whose polls is there; what waits for many of them counts once.
     */
    long outboundBytes();

    /** Bytes that wait of what clients have sent, of those of whom 16 KiB or more do; see {@link EngineOptions#maxTotalInboundBuffer()}. */
    long inboundBytes();

    /** Clients that are behind. */
    int slowClients();

    /** Volatile packets that were not sent because their client was not ready. */
    long volatileDropped();

    /** How often reading from a client has been paused because what it had sent was not handled yet. */
    long readingPauses();

    /** Messages that have come from clients. Goes through all open sessions: for who asks once in a while. */
    long messagesReceived();
}
