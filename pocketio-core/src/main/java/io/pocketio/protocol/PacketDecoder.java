package io.pocketio.protocol;

import io.pocketio.engine.packet.Frame;
import org.jspecify.annotations.Nullable;

/**
 * Puts the messages of one connection together to packets, and refuses what no client may send: a reserved name of an event
 * ({@link ReservedEvents}), data of CONNECT that is no object, nesting without end. Confined to the session's lane.
 *
 * @since 0.1
 */
public interface PacketDecoder {

    /**
     * @param message an Engine.IO message without its type
     * @return {@code null} while attachments are awaited; {@link Packet#NOTHING} for a message that is to be ignored
     * @throws MalformedPacketException when it is no packet; the decoder is not to be used any more
     */
    @Nullable
    Packet decode(Frame message);
}
