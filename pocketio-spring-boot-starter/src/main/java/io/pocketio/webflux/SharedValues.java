package io.pocketio.webflux;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one copy of the strings that many requests bring, such as user agents, because sessions keep their requests. A table of
 * fixed size in which a new value takes the place of an older one, so that nobody can fill it. Thread-safe: a race costs a copy.
 */
final class SharedValues {

    /** A power of two. */
    private static final int SLOTS = 512;

    private static final int LONGEST = 256;

    private final @Nullable List<String>[] values;

    @SuppressWarnings({"unchecked", "rawtypes"}) // there are no generic arrays
    SharedValues() {
        values = new List[SLOTS];
    }

    String one(String value) {
        return listOf(value).get(0);
    }

    /** A list of nothing but the value. */
    List<String> listOf(String value) {
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
