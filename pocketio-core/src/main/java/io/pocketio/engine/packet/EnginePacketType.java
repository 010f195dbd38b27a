package io.pocketio.engine.packet;

import org.jspecify.annotations.Nullable;

/**
 * The type of an Engine.IO packet: the first character of its text form.
 *
 * @since 0.1
 * @see <a href="https://socket.io/docs/v4/engine-io-protocol/#protocol">Engine.IO protocol</a>
 */
public enum EnginePacketType {
    OPEN,
    CLOSE,
    PING,
    PONG,
    MESSAGE,
    UPGRADE,
    NOOP;

    private static final EnginePacketType[] TYPES = values();

    /** The ASCII digit on the wire. */
    byte digit() {
        return (byte) ('0' + ordinal());
    }

    static @Nullable EnginePacketType of(byte digit) {
        int index = digit - '0';
        return index >= 0 && index < TYPES.length ? TYPES[index] : null;
    }
}
