package io.pocketio.engine;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one copy of what many requests bring, such as user agents, because sessions keep their requests. A table of fixed size in
 * which a new value takes the place of an older one, so that nobody can fill it. Secrets stay out of it. Thread-safe: a race costs
 * a copy.
 */
final class SharedValues {

    /** A power of two. */
    private static final int SLOTS = 512;

    private static final int LONGEST = 256;

    private static final Set<String> SECRET = Set.of("authorization", "cookie", "proxy-authorization");

    private final @Nullable List<String>[] values;

    @SuppressWarnings({"unchecked", "rawtypes"}) // there are no generic arrays
    SharedValues() {
        values = new List[SLOTS];
    }

    /** Only names are shared: the values may be secrets of the application. */
    Map<String, String> query(Map<String, String> query) {
        Map<String, String> shared = new HashMap<>();
        query.forEach((name, value) -> shared.put(one(name), value));
        return shared;
    }

    Map<String, List<String>> headers(Map<String, List<String>> headers) {
        Map<String, List<String>> shared = new HashMap<>();
        headers.forEach((name, all) ->
                shared.put(one(name), all.size() == 1 && !SECRET.contains(name) ? listOf(all.get(0)) : all));
        return shared;
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
