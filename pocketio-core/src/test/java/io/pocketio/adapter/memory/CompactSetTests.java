package io.pocketio.adapter.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CompactSetTests {

    @Test
    void growsAndShrinksOneByOne() {
        Set<Integer> set = null;
        Set<Integer> expected = new HashSet<>();
        for (int i = 0; i < 20; i++) {
            set = CompactSet.with(set, i);
            expected.add(i);
            assertThat(set).containsExactlyInAnyOrderElementsOf(expected);
        }
        for (int i = 0; i < 19; i++) {
            set = Objects.requireNonNull(CompactSet.without(set, i));
            expected.remove(i);
            assertThat(set).containsExactlyInAnyOrderElementsOf(expected);
        }
        assertThat(CompactSet.without(set, 19)).isNull();
    }

    @Test
    void shrinksWithoutEverHavingBeenLarge() {
        Set<String> set = CompactSet.with(CompactSet.with(CompactSet.with(null, "a"), "b"), "c");

        Set<String> two = Objects.requireNonNull(CompactSet.without(set, "b"));
        assertThat(two).containsExactlyInAnyOrder("a", "c");
        Set<String> one = Objects.requireNonNull(CompactSet.without(two, "a"));
        assertThat(one).containsExactly("c");
        assertThat(CompactSet.without(one, "c")).isNull();
    }

    @Test
    void staysTheSameWhenNothingChanges() {
        Set<String> set = CompactSet.with(CompactSet.with(null, "a"), "b");

        assertThat(CompactSet.with(set, "a")).isSameAs(set);
        assertThat(CompactSet.without(set, "c")).isSameAs(set);
    }
}
