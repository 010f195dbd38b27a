package io.pocketio.cluster.sharded;

import java.util.Set;

/** The names of the channels of one namespace. Immutable. */
final class ShardedChannels {

    /** A room whose name is so long is taken for that of a single socket, whatever it is. */
    private static final int ID_LENGTH = 20;

    private final String prefix;
    private final SubscriptionMode mode;

    ShardedChannels(ShardedOptions options, String namespace) {
        this.prefix = options.channelPrefix() + '#' + namespace + '#';
        this.mode = options.subscriptionMode();
    }

    /** That all nodes hear. */
    String all() {
        return prefix;
    }

    /** That the node of that id hears. */
    String node(String uid) {
        return prefix + uid + '#';
    }

    /** That nodes hear who have somebody in it. */
    String room(String room) {
        return prefix + room + '#';
    }

    /** By which a broadcast to these rooms goes. */
    String broadcast(Set<String> rooms) {
        if (rooms.size() != 1) {
            return all();
        }
        String room = rooms.iterator().next();
        return hasChannel(room) ? room(room) : all();
    }

    /** Whether others send by it what is for that room alone. */
    boolean hasChannel(String room) {
        return switch (mode) {
            case STATIC -> false;
            case DYNAMIC -> room.length() != ID_LENGTH;
            case DYNAMIC_PRIVATE -> true;
        };
    }
}
