package io.pocketio.adapter;

import io.pocketio.collect.ClientKeys;
import io.pocketio.log.ClientText;
import io.pocketio.protocol.Arguments;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A socket as one node describes it to another.
 *
 * @param rooms its own-id room among them
 * @param data what the application keeps about the client; entries that are {@code null} are left out
 * @param handshake what the client said when it came
 * @since 0.1
 */
public record SocketDescriptor(String id, Set<String> rooms, Map<String, Object> data, Details handshake) {

    public SocketDescriptor {
        rooms = ClientKeys.setOf(rooms);
        data = withoutNulls(data);
    }

    /** Nothing of the application, and not what only the client may know. */
    @Override
    public String toString() {
        return "sid=" + ClientText.of(id);
    }

    /** JSON of another node may have them. */
    private static Map<String, Object> withoutNulls(Map<String, Object> data) {
        Map<String, Object> copy = new HashMap<>(data);
        copy.values().removeIf(Objects::isNull);
        return Collections.unmodifiableMap(copy);
    }

    /**
     * The part of a handshake that can be told to another node.
     *
     * @param url path and query, undecoded
     * @param headers names in lower case
     * @param auth one argument, a JSON object
     * @param address the client's IP address without port, {@code null} when not known
     * @param secure whether the request came over TLS
     * @param issued milliseconds since 1970
     */
    public record Details(
            String url,
            Map<String, List<String>> headers,
            Map<String, String> query,
            Arguments auth,
            @Nullable String address,
            boolean secure,
            long issued) {

        public Details {
            headers = ClientKeys.mapOf(headers);
            query = ClientKeys.mapOf(query);
        }

        /** Without headers, query and auth, in which there are secrets. */
        @Override
        public String toString() {
            return "a handshake from " + (address == null ? "somewhere" : ClientText.of(address));
        }
    }
}
