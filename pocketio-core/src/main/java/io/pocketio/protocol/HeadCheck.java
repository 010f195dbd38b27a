package io.pocketio.protocol;

/**
 * What a connection says of a packet as soon as its head is read, before its arguments are looked at and its attachments kept.
 * Called in the session's lane.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface HeadCheck {

    /**
     * Whether the client may send such a packet now.
     *
     * @param type never one of the two binary types
     */
    boolean allows(PacketType type, String namespace);
}
