package io.pocketio.protocol;

/**
 * A way to encode packets: what the reference server calls a parser. It replaces both what stands in a message and how messages
 * make up a packet; Engine.IO below is not touched. Thread-safe.
 *
 * <p>The arguments of an event or an acknowledgement are written with {@link Arguments#write}, which gives JSON in the way of the
 * application, or taken as the values that they are with {@code get(index, Object.class)}. Those that were read are best left
 * undecoded until somebody asks for a type; {@link Arguments#ofJson} and {@link Arguments#ofDecoded} are the short ways.
 *
 * @since 0.1
 * @see <a href="https://socket.io/docs/v4/custom-parser/">Socket.IO, custom parser</a>
 */
public interface PacketCodec {

    /** How deep a client's packets may be nested, unless a codec is told otherwise. */
    int DEFAULT_MAX_NESTING_DEPTH = 100;

    /**
     * Encodes a packet of the server: an event, an acknowledgement, the {@link Packet.ConnectReply} to a CONNECT, its
     * {@link Packet.ConnectRefusal} or a DISCONNECT. It is called once, however many clients the packet is for, by any thread.
     *
     * @throws io.pocketio.json.CodecException when an argument cannot be written
     */
    EncodedPacket encode(Packet packet);

    /** A decoder for one connection. */
    PacketDecoder decoder();

    /**
     * A decoder for one connection that asks about each packet as soon as it has read the head, and throws {@link
     * MalformedPacketException} for one that may not come: so nobody holds attachments for a namespace that he is not in. Unless
     * overridden packets are refused when they are complete.
     */
    default PacketDecoder decoder(HeadCheck heads) {
        return decoder();
    }

    /**
     * How the same packets look to clients of Socket.IO 1 and 2. Events, acknowledgements and DISCONNECT have to look as those of this
     * codec, for a broadcast is encoded once for both; {@link SocketIo2PacketCodec} sees to the rest. Unless overridden, older clients get
     * what newer ones do.
     */
    default PacketCodec forSocketIo2() {
        return this;
    }
}
