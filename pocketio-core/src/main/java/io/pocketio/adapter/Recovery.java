package io.pocketio.adapter;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The part of an adapter that lets clients come back: it stores plain events, those without acknowledgement that are not volatile,
 * in the order in which they are delivered, and keeps the sessions of clients that were cut off. An adapter that has it appends an
 * offset to each such event, and to volatile events the offset of the last stored one, and delivers both by
 * {@link RecoverableSockets#enqueue}. Thread-safe.
 *
 * @since 0.1
 */
public interface Recovery {

    /** Where the log is now: the offset of the last stored packet. */
    String position();

    /** A client is new, and its socket in its own room: calls {@link RecoverableSockets#attach}. */
    void attach(LocalSocket socket);

    /**
     * The socket has ended, and is in its rooms still. Nothing is enqueued for it any more.
     *
     * @return where the log is then
     */
    String detach(LocalSocket socket);

    /** The socket was attached, and has ended in a way that is final: nobody may come back to it. It is in its rooms still. */
    default void forget(LocalSocket socket) {}

    /** Keeps the session for a while. Its socket is in no room any more: the next one has the same id. */
    void save(RecoverableSession session);

    /**
     * Takes the session, of whatever length and form its id is, so that exactly one caller gets it; and looks for what its client
     * has missed.
     *
     * @param offset what the client names as the last it got, unchecked; {@code null} for nothing
     * @param maxBytes the most that may be sent again, as {@link io.pocketio.protocol.EncodedPacket#weight()} counts
     */
    Mono<Resumption> resume(String pid, @Nullable String offset, long maxBytes);

    /**
     * The socket is in the rooms of its session again: calls {@link RecoverableSockets#attach} with what the client missed until this
     * very moment, so that nothing is lost and nothing comes twice.
     *
     * @return {@link RecoveryOutcome#RECOVERED} when it was attached, else why not
     */
    Mono<RecoveryOutcome> reattach(LocalSocket socket, Resumption resumption, long maxBytes);
}
