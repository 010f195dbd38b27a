package io.pocketio.adapter;

import java.util.Set;

/**
 * Whom a broadcast reaches, and how: the sockets in any of the rooms, or all when no room is named, without those that are in an
 * excepted room. Immutable.
 *
 * @since 0.1
 */
public record BroadcastTarget(Set<String> rooms, Set<String> except, BroadcastFlags flags) {

    /** All sockets of the namespace. */
    public static final BroadcastTarget ALL = new BroadcastTarget(Set.of(), Set.of(), BroadcastFlags.NONE);

    public BroadcastTarget {
        rooms = Set.copyOf(rooms);
        except = Set.copyOf(except);
    }

    public BroadcastTarget with(BroadcastFlags changed) {
        return new BroadcastTarget(rooms, except, changed);
    }
}
