package io.pocketio;

import java.lang.reflect.Type;
import java.net.InetSocketAddress;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.util.context.ContextView;

/**
 * What a client said when it came: the HTTP request that opened its connection, and the {@code auth} with which it connected to
 * the namespace. Immutable.
 *
 * @since 0.1
 */
public interface Handshake {

    /** Names in lower case. */
    Map<String, List<String>> headers();

    /**
     * Of the request's URL, the protocol's own parameters among it. Of a client of Socket.IO 1 or 2 also what it wrote behind the name of
     * the namespace, which goes first.
     */
    Map<String, String> query();

    /**
     * The client's {@code auth} as a value of the type; an empty object when it sent none. Clients of Socket.IO 1 and 2 have none: the query
     * that they write behind the name of the namespace stands for it, an object of strings.
     *
     * @throws io.pocketio.json.CodecException when it does not fit the type
     */
    @Nullable
    Object auth(Type type);

    /** As {@link #auth(Type)}. */
    <T> @Nullable T auth(Class<T> type);

    /**
     * One member of the client's {@code auth}; {@code null} when it is absent or {@code null}.
     *
     * @throws io.pocketio.json.CodecException when it does not fit the type
     */
    <T> @Nullable T auth(String member, Class<T> type);

    /** {@code null} when not known. */
    @Nullable
    InetSocketAddress address();

    /** When the client asked to be connected to the namespace. */
    Instant time();

    /** Whether the request came over TLS. */
    boolean secure();

    /** Path and query, undecoded. */
    String url();

    /** The authenticated user of the HTTP request. */
    @Nullable
    Principal principal();

    /** Reactor's context of the HTTP request. */
    ContextView context();
}
