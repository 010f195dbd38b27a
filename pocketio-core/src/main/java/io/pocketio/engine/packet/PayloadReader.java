package io.pocketio.engine.packet;

import org.jspecify.annotations.Nullable;

/**
 * Takes a polling payload apart, packet by packet, as fast as its reader wants. Not thread-safe.
 *
 * @since 0.1
 */
public interface PayloadReader {

    /** Whether something is left; of an empty payload, which is an error, there is the packet that it is not. */
    boolean hasNext();

    /** Bytes that are left to be read. */
    int remaining();

    /** The next packet; {@code null} when it is none, and what follows is not to be read. */
    @Nullable
    EnginePacket next();
}
