package io.pocketio.protocol;

/**
 * A way to encode packets: what the reference server calls a parser. Thread-safe.
 *
 * @since 0.1
 */
public interface PacketCodec {

    /** @throws io.pocketio.json.CodecException when an argument cannot be written */
    EncodedPacket encode(Packet packet);

    /** A decoder for one connection. */
    PacketDecoder decoder();
}
