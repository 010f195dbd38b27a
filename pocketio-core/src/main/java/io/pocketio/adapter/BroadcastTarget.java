package io.pocketio.adapter;

import java.util.Set;

/**
 * Whom a broadcast reaches: the sockets in any of the rooms, or all when no room is named, without those that are in an
 * excepted room. Immutable.
 *
 * @param isVolatile whether it may be lost where the transport is not writable
 * @since 0.1
 */
public record BroadcastTarget(Set<String> rooms, Set<String> except, boolean isVolatile) {

    /** All sockets of the namespace. */
    public static final BroadcastTarget ALL = new BroadcastTarget(Set.of(), Set.of(), false);

    public BroadcastTarget {
        rooms = Set.copyOf(rooms);
        except = Set.copyOf(except);
    }
}
