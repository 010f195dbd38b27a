package io.pocketio.adapter;

import io.pocketio.protocol.EncodedPacket;

/**
 * How a broadcast is sent. Immutable.
 *
 * @param isVolatile whether it may be lost where the transport is not writable
 * @param isLocal whether it stays on this node
 * @param compress whether it may be compressed
 * @since 0.1
 */
public record BroadcastFlags(boolean isVolatile, boolean isLocal, boolean compress) {

    public static final BroadcastFlags NONE = new BroadcastFlags(false, false, true);

    public BroadcastFlags asVolatile() {
        return new BroadcastFlags(true, isLocal, compress);
    }

    public BroadcastFlags local() {
        return new BroadcastFlags(isVolatile, true, compress);
    }

    public BroadcastFlags compress(boolean may) {
        return new BroadcastFlags(isVolatile, isLocal, may);
    }

    /** The packet as it may travel: marked, where it may not be compressed. */
    public EncodedPacket mark(EncodedPacket packet) {
        return compress ? packet : packet.uncompressed();
    }
}
