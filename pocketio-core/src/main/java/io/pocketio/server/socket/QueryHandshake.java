package io.pocketio.server.socket;

import io.pocketio.collect.ClientKeys;
import io.pocketio.engine.EngineRequest;
import io.pocketio.json.JsonCodec;
import io.pocketio.protocol.Arguments;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** A handshake of an older client, who wrote a query behind the name of the namespace: his auth, and a part of his query. Immutable. */
final class QueryHandshake extends DefaultHandshake {

    private final Arguments pairs;

    /** @param pairs one map of strings */
    QueryHandshake(EngineRequest request, Arguments pairs, long epochMillis, JsonCodec json) {
        super(request, pairs, epochMillis, json);
        this.pairs = pairs;
    }

    /** Put together when it is asked for: a client in many namespaces would fill memory with copies of what his request says. */
    @Override
    public Map<String, String> query() {
        Map<String, String> query = new HashMap<>(super.query());
        Map<?, ?> added = Objects.requireNonNull(pairs.get(0, Map.class));
        added.forEach((name, value) -> query.put((String) name, (String) value));
        return ClientKeys.mapOf(query);
    }
}
