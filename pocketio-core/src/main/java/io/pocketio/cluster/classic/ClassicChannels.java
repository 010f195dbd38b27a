package io.pocketio.cluster.classic;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The names of the channels of one namespace, as nodes of {@code @socket.io/redis-adapter} have them. Names of namespaces and rooms
 * go into them as they are, whatever they contain. Immutable.
 *
 * @see <a href="https://github.com/socketio/socket.io-redis-adapter">Socket.IO Redis adapter</a>
 */
final class ClassicChannels {

    private static final String SEPARATOR = "#";

    private final String broadcasts;
    private final String requests;
    private final String responses;

    /**
     * @param key what the names of all channels begin with
     * @param namespace with its slash
     */
    ClassicChannels(String key, String namespace) {
        String end = SEPARATOR + namespace + SEPARATOR;
        broadcasts = key + end;
        requests = key + "-request" + end;
        responses = key + "-response" + end;
    }

    /** Of broadcasts, and what the name of each room's channel begins with. */
    String broadcasts() {
        return broadcasts;
    }

    /** Where a broadcast to these rooms goes: a single room has a channel of its own. */
    String broadcast(Set<String> rooms) {
        return rooms.size() == 1 ? broadcasts + rooms.iterator().next() + SEPARATOR : broadcasts;
    }

    /** Each node of the namespace subscribes to it: its subscribers are the nodes. */
    String requests() {
        return requests;
    }

    /** Of answers that all nodes see. */
    String responses() {
        return responses;
    }

    /** Of answers to one node alone. */
    String responses(String nodeId) {
        return responses + nodeId + SEPARATOR;
    }

    /**
     * Which room a broadcast is for. A namespace whose name goes on with the separator has channels that look like those of rooms
     * here: whoever reads a message from one still has to compare the namespace in it.
     *
     * @return empty when the message itself tells, as it has to for a room without a name; {@code null} when the channel is none of this namespace's broadcasts
     */
    @Nullable
    String room(String channel) {
        if (channel.equals(broadcasts)) {
            return "";
        }
        boolean isRoom = channel.startsWith(broadcasts) && channel.endsWith(SEPARATOR);
        int end = channel.length() - SEPARATOR.length();
        return isRoom && end >= broadcasts.length() ? channel.substring(broadcasts.length(), end) : null;
    }
}
