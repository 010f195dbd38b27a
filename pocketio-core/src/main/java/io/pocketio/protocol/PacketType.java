package io.pocketio.protocol;

import org.jspecify.annotations.Nullable;

/**
 * The type of a Socket.IO packet: the first character of its text form.
 *
 * @since 0.1
 * @see <a href="https://socket.io/docs/v4/socket-io-protocol/#packet-encoding">Socket.IO protocol</a>
 */
public enum PacketType {
    CONNECT,
    DISCONNECT,
    EVENT,
    ACK,
    CONNECT_ERROR,
    BINARY_EVENT,
    BINARY_ACK;

    private static final PacketType[] TYPES = values();

    /** The ASCII digit on the wire. */
    public byte digit() {
        return (byte) ('0' + ordinal());
    }

    /** The same type, whether the packet has attachments or not. */
    public PacketType plain() {
        return switch (this) {
            case BINARY_EVENT -> EVENT;
            case BINARY_ACK -> ACK;
            case CONNECT, DISCONNECT, EVENT, ACK, CONNECT_ERROR -> this;
        };
    }

    /** The type of that number, if it says nothing of attachments. */
    public static @Nullable PacketType plain(long number) {
        return number >= 0 && number < BINARY_EVENT.ordinal() ? TYPES[(int) number] : null;
    }

    public static @Nullable PacketType of(byte digit) {
        int index = digit - '0';
        return index >= 0 && index < TYPES.length ? TYPES[index] : null;
    }
}
