package io.pocketio.cluster.streams;

import java.time.Duration;

/**
 * How nodes with the streams adapter talk, as in Node; all nodes of a cluster have the same names and number of streams. Immutable.
 *
 * @param streamName what the names of all streams begin with
 * @param streamCount over so many streams namespaces are spread
 * @param maxLength so many entries a stream may have, about
 * @param channelPrefix what the names of all channels begin with
 * @param requestsTimeout how long others may take to answer when sockets are asked for
 * @since 0.1
 */
public record StreamsOptions(
        String streamName, int streamCount, long maxLength, String channelPrefix, Duration requestsTimeout) {

    /** As Node has them. */
    public static final StreamsOptions DEFAULTS =
            new StreamsOptions("socket.io", 1, 10_000, "socket.io", Duration.ofSeconds(5));

    /**
     * The stream of a namespace. As in Node its number may be negative where there are several, and nodes of Node do not read such streams.
     */
    String stream(String namespace) {
        return streamCount == 1 ? streamName : streamName + '-' + namespace.hashCode() % streamCount;
    }

    /** That all nodes of a namespace hear. */
    String channel(String namespace) {
        return channelPrefix + '#' + namespace + '#';
    }

    /** That the node of that id hears. */
    String channel(String namespace, String uid) {
        return channel(namespace) + uid + '#';
    }
}
