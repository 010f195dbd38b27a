package io.pocketio.engine.packet;

/** What a message of Socket.IO 0.7 to 0.9 means to the connection that it comes by. Stateless. */
final class BareMessages {

    private static final byte SEPARATOR = ':';

    private BareMessages() {}

    /** PONG for a heartbeat, MESSAGE for what is the application's, NOOP for what means nothing. */
    static EnginePacketType meaning(Frame frame) {
        if (frame.isBinary() || frame.length() == 0) {
            return EnginePacketType.NOOP;
        }
        byte[] text = frame.array();
        if (frame.length() > 1 && text[frame.offset() + 1] != SEPARATOR) {
            return EnginePacketType.NOOP;
        }
        return switch (text[frame.offset()]) {
            case '2' -> EnginePacketType.PONG;
            case '0', '1', '3', '4', '5', '6' -> EnginePacketType.MESSAGE;
            default -> EnginePacketType.NOOP; // errors and noops among them
        };
    }
}
