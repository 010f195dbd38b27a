package io.pocketio.engine.packet;

/**
 * The protocol that a session's client speaks, by the generation of clients. It is settled by the handshake.
 *
 * @since 0.1
 */
public enum Revision {

    /** Engine.IO 4: clients of Socket.IO 3 and 4. */
    V4,

    /** Engine.IO 3: clients of Socket.IO 1 and 2. */
    V3,

    /** What was there before Engine.IO: clients of Socket.IO 0.7 to 0.9. A message of theirs has no packet around it. */
    LEGACY
}
