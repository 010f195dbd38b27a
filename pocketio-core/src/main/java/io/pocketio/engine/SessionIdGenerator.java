package io.pocketio.engine;

/**
 * Makes the ids of sessions. An id is a secret: who knows it can take part in the session.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface SessionIdGenerator {

    /** An id never given before, hard to guess. An exception refuses the handshake with "Bad request". Any thread may call. */
    String generate();

    /** Twenty characters of base64 for URLs: random bytes and a sequence number, as in the reference server. */
    static SessionIdGenerator random() {
        return new RandomSessionIdGenerator();
    }
}
