package io.pocketio.adapter;

import io.pocketio.collect.ClientKeys;
import io.pocketio.log.ClientText;
import java.util.Set;
import java.util.StringJoiner;

/**
 * Whom a broadcast reaches, and how: the sockets in any of the rooms, or all when no room is named, without those that are in an
 * excepted room. Immutable.
 *
 * @since 0.1
 */
public record BroadcastTarget(Set<String> rooms, Set<String> except, BroadcastFlags flags) {

    /** All sockets of the namespace. */
    public static final BroadcastTarget ALL = new BroadcastTarget(Set.of(), Set.of(), BroadcastFlags.NONE);

    /** Rooms are listed up to so many characters, and one more. */
    private static final int SHOWN = 64;

    public BroadcastTarget {
        rooms = ClientKeys.setOf(rooms);
        except = ClientKeys.setOf(except);
    }

    /** For a log: rooms are often what a client has named. */
    @Override
    public String toString() {
        return (rooms.isEmpty() ? "all" : list(rooms)) + (except.isEmpty() ? "" : " except " + list(except));
    }

    private static String list(Set<String> names) {
        StringJoiner list = new StringJoiner(", ", "[", "]");
        int left = names.size();
        for (String name : names) {
            if (list.length() > SHOWN) {
                list.add(left + " more");
                break;
            }
            list.add(ClientText.of(name).toString());
            left--;
        }
        return list.toString();
    }

    public BroadcastTarget with(BroadcastFlags changed) {
        return new BroadcastTarget(rooms, except, changed);
    }
}
