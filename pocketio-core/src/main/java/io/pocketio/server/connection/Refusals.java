package io.pocketio.server.connection;

import io.pocketio.log.ClientText;
import io.pocketio.protocol.EncodedPacket;
import io.pocketio.protocol.Packet;
import io.pocketio.protocol.PacketCodec;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What clients are told that a namespace does not let in. Stateless. */
final class Refusals {

    private static final Logger logger = LoggerFactory.getLogger(Refusals.class);

    private Refusals() {}

    /** @param data of the application; left out when it cannot be written */
    static EncodedPacket encode(PacketCodec codec, String namespace, String message, @Nullable Object data) {
        try {
            return written(codec, namespace, message, data);
        } catch (RuntimeException unwritable) {
            logger.error(
                    "The data of a ConnectRejectedException cannot be sent (namespace={})",
                    ClientText.of(namespace),
                    unwritable);
            return written(codec, namespace, message, null);
        }
    }

    private static EncodedPacket written(PacketCodec codec, String namespace, String message, @Nullable Object data) {
        return codec.encode(Packet.connectError(namespace, new Packet.ConnectRefusal(message, data)));
    }
}
