package io.pocketio.adapter;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Sets that are small while they have one element, as the own-id room of each socket has, and concurrent from the second on.
 * Changes of one set have to exclude each other; reading needs no such care. {@code null} stands for the empty set.
 */
final class CompactSet {

    private CompactSet() {}

    /** The set with the element; the same set where that can be. */
    static <T> Set<T> with(@Nullable Set<T> set, T element) {
        if (set == null) {
            return Set.of(element);
        }
        if (set.contains(element)) {
            return set;
        }
        Set<T> grown = set;
        if (!(set instanceof ConcurrentHashMap.KeySetView)) {
            grown = ConcurrentHashMap.newKeySet();
            grown.addAll(set);
        }
        grown.add(element);
        return grown;
    }

    /** The set without the element; {@code null} when nothing is left. */
    static <T> @Nullable Set<T> without(Set<T> set, T element) {
        if (!(set instanceof ConcurrentHashMap.KeySetView)) {
            return set.contains(element) ? null : set;
        }
        set.remove(element);
        return set.isEmpty() ? null : set;
    }
}
