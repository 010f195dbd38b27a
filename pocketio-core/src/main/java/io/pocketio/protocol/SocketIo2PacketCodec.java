package io.pocketio.protocol;

import java.util.Objects;

/**
 * Packets for clients of Socket.IO 1 and 2: whom a namespace lets in is told no more than that, and who is refused gets the data of the
 * refusal alone, or its message where there is none. Thread-safe.
 *
 * @since 0.1
 */
public class SocketIo2PacketCodec implements PacketCodec {

    private final PacketCodec codec;

    /** @param codec writes a CONNECT without arguments, and the one argument of a CONNECT_ERROR that is any value */
    public SocketIo2PacketCodec(PacketCodec codec) {
        this.codec = codec;
    }

    @Override
    public EncodedPacket encode(Packet packet) {
        return switch (packet.type()) {
            case CONNECT -> codec.encode(packet.with(Packet.NO_ARGUMENTS));
            case CONNECT_ERROR -> codec.encode(packet.with(Arguments.of(told(packet))));
            case EVENT, ACK, DISCONNECT, BINARY_EVENT, BINARY_ACK -> codec.encode(packet);
        };
    }

    private static Object told(Packet packet) {
        Packet.ConnectRefusal refusal =
                Objects.requireNonNull(packet.arguments().get(0, Packet.ConnectRefusal.class));
        Object data = refusal.data();
        return data != null ? data : refusal.message();
    }

    @Override
    public PacketDecoder decoder() {
        return decoder((type, namespace) -> true);
    }

    @Override
    public PacketDecoder decoder(HeadCheck heads) {
        return codec.decoder(heads);
    }

    @Override
    public PacketCodec forSocketIo2() {
        return this;
    }
}
