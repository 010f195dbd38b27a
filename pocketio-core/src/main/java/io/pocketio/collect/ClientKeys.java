package io.pocketio.collect;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Immutable copies of collections by names that clients choose, who can find thousands with one hash. In the JDK's own immutable
 * collections each of these would be compared with all others; a {@link HashMap} sorts them. Small ones are the JDK's all the same,
 * as they take a third of the memory, and few names are few comparisons. Stateless.
 */
public final class ClientKeys {

    private static final int FEW = 32;

    private ClientKeys() {}

    /** The same map, when it is small and immutable already. */
    public static <K, V> Map<K, V> mapOf(Map<K, V> map) {
        return map.size() <= FEW ? Map.copyOf(map) : Collections.unmodifiableMap(new HashMap<>(map));
    }

    /** @param entries each with a key of its own */
    @SuppressWarnings({"unchecked", "rawtypes"}) // there are no generic arrays
    public static <K, V> Map<K, V> mapOf(List<Map.Entry<K, V>> entries) {
        if (entries.size() <= FEW) {
            return Map.ofEntries(entries.toArray(new Map.Entry[0]));
        }
        Map<K, V> map = new HashMap<>();
        entries.forEach(entry -> map.put(entry.getKey(), entry.getValue()));
        return Collections.unmodifiableMap(map);
    }

    /** The same set, when it is small and immutable already. */
    public static <K> Set<K> setOf(Collection<K> elements) {
        return elements.size() <= FEW ? Set.copyOf(elements) : Collections.unmodifiableSet(new HashSet<>(elements));
    }
}
