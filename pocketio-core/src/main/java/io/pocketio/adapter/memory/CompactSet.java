package io.pocketio.adapter.memory;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Sets that are small while they have few elements, as the rooms of each socket are, and concurrent from there on. Changes of one
 * set have to exclude each other; reading needs no such care. {@code null} stands for the empty set.
 */
final class CompactSet {

    /** So many are copied with each change: two rooms are 200 bytes less than in a concurrent set. */
    private static final int MAX_COPIED = 8;

    private CompactSet() {}

    /** The set with the element; the same set where that can be. */
    static <T> Set<T> with(@Nullable Set<T> set, T element) {
        if (set == null) {
            return Set.of(element);
        }
        if (set.contains(element)) {
            return set;
        }
        if (!isConcurrent(set) && set.size() < MAX_COPIED) {
            return copyWith(set, element);
        }
        Set<T> grown = set;
        if (!isConcurrent(set)) {
            grown = ConcurrentHashMap.newKeySet();
            grown.addAll(set);
        }
        grown.add(element);
        return grown;
    }

    @SuppressWarnings("unchecked") // of what the set holds
    private static <T> Set<T> copyWith(Set<T> set, T element) {
        Object[] elements = set.toArray(new Object[set.size() + 1]);
        elements[set.size()] = element;
        return (Set<T>) Set.of(elements);
    }

    /** The set without the element; {@code null} when nothing is left. */
    static <T> @Nullable Set<T> without(Set<T> set, T element) {
        if (!isConcurrent(set)) {
            return set.contains(element) ? copyWithout(set, element) : set;
        }
        set.remove(element);
        return set.isEmpty() ? null : set;
    }

    @SuppressWarnings("unchecked") // of what the set holds
    private static <T> @Nullable Set<T> copyWithout(Set<T> set, T element) {
        Object[] left = new Object[set.size() - 1];
        int size = 0;
        for (T other : set) {
            if (!other.equals(element)) {
                left[size++] = other;
            }
        }
        return size == 0 ? null : (Set<T>) Set.of(left);
    }

    private static boolean isConcurrent(Set<?> set) {
        return set instanceof ConcurrentHashMap.KeySetView;
    }
}
