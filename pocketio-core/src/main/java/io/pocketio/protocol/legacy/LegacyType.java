package io.pocketio.protocol.legacy;

import org.jspecify.annotations.Nullable;

/** The type of a packet: the first character of its text. */
enum LegacyType {
    DISCONNECT,
    CONNECT,
    HEARTBEAT,
    MESSAGE,
    JSON,
    EVENT,
    ACK,
    ERROR,
    NOOP;

    private static final LegacyType[] TYPES = values();

    byte digit() {
        return (byte) ('0' + ordinal());
    }

    static @Nullable LegacyType of(byte digit) {
        int index = digit - '0';
        return index >= 0 && index < TYPES.length ? TYPES[index] : null;
    }
}
