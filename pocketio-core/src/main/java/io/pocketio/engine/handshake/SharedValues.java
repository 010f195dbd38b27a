package io.pocketio.engine.handshake;

import io.pocketio.collect.ClientKeys;
import io.pocketio.engine.EngineRequest;
import io.pocketio.engine.TransportType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Keeps one copy of what many requests bring, such as user agents, because sessions keep their requests. A table of fixed size in
 * which a new value takes the place of an older one, so that nobody can fill it. Secrets stay out of it. Thread-safe: a race costs
 * a copy.
 */
public final class SharedValues {

    /** A power of two. */
    private static final int SLOTS = 512;

    private static final int LONGEST = 256;

    /** Of clients that say no more than they have to: without an own copy 200 bytes less for each. */
    private static final List<Map<String, String>> USUAL_QUERIES =
            List.of(usualQuery(TransportType.WEBSOCKET), usualQuery(TransportType.POLLING));

    private static final Set<String> SECRET = Set.of("authorization", "cookie", "proxy-authorization");

    private final @Nullable List<String>[] values;

    @SuppressWarnings({"unchecked", "rawtypes"}) // there are no generic arrays
    public SharedValues() {
        values = new List[SLOTS];
    }

    private static Map<String, String> usualQuery(TransportType transport) {
        return Map.of(
                RequestCheck.PROTOCOL_PARAMETER,
                RequestCheck.PROTOCOL_VERSION,
                RequestCheck.TRANSPORT_PARAMETER,
                transport.wireName());
    }

    /** The same request without what belongs to its HTTP exchange, to be kept as long as the session. */
    public EngineRequest toKeep(EngineRequest request) {
        Map<String, String> query = query(request.query());
        return new EngineRequest(
                request.method(),
                uri(request.uri(), query),
                query,
                headers(request.headers()),
                request.webSocket(),
                request.secure(),
                request.remoteAddress(),
                request.principal(),
                request.context(),
                Mono.empty());
    }

    /** @param query one of {@link #query}'s */
    String uri(String uri, Map<String, String> query) {
        return query == USUAL_QUERIES.get(0) || query == USUAL_QUERIES.get(1) ? one(uri) : uri;
    }

    /** Only names are shared where there are values that may be secrets of the application. */
    Map<String, String> query(Map<String, String> query) {
        for (Map<String, String> usual : USUAL_QUERIES) {
            if (usual.equals(query)) {
                return usual;
            }
        }
        List<Map.Entry<String, String>> shared = new ArrayList<>(query.size());
        query.forEach((name, value) -> shared.add(Map.entry(one(name), value)));
        return ClientKeys.mapOf(shared);
    }

    Map<String, List<String>> headers(Map<String, List<String>> headers) {
        List<Map.Entry<String, List<String>>> shared = new ArrayList<>(headers.size());
        headers.forEach((name, all) ->
                shared.add(Map.entry(one(name), all.size() == 1 && !SECRET.contains(name) ? listOf(all.get(0)) : all)));
        return ClientKeys.mapOf(shared);
    }

    private String one(String value) {
        return listOf(value).get(0);
    }

    private List<String> listOf(String value) {
        if (value.length() > LONGEST) {
            return List.of(value);
        }
        int hash = value.hashCode();
        int slot = (hash ^ hash >>> 16) & SLOTS - 1;
        List<String> known = values[slot];
        if (known == null || !known.get(0).equals(value)) {
            known = List.of(value);
            values[slot] = known;
        }
        return known;
    }
}
