package io.pocketio.cluster.wire;

import io.pocketio.protocol.Arguments;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A value in a message of another node, where it lies in its bytes: nothing is made of it until it is asked for, and asking for what it
 * is not is no failure, as in JavaScript. Immutable.
 */
public interface WireValue {

    /** How many objects and arrays of a message may be around each other. */
    int MAX_DEPTH = 1000;

    /** Of what stands for nothing: there is no such member, or it is what JavaScript calls undefined. */
    boolean isAbsent();

    /** Of an explicit null. */
    boolean isNull();

    boolean isObject();

    boolean isArray();

    /** Whether JavaScript would take it for true. */
    boolean isTrue();

    /**
     * The values of some members; those of all other values than objects are absent. Where a name comes twice, the last counts.
     *
     * @return in the order of the names
     */
    WireValue[] members(String... names);

    /** The first so many elements of an array; absent is what it does not have. */
    WireValue[] elements(int count);

    /** All elements of an array, nothing of any other value. */
    void forEachElement(Consumer<WireValue> element);

    /** Of a string. */
    @Nullable
    String text();

    /** Of a string; of a number its digits, as JavaScript writes it. */
    @Nullable
    String name();

    /** Of a number, without what is behind its point. */
    long integer(long otherwise);

    /**
     * The elements of an array.
     *
     * @param skipped so many at its beginning are no arguments
     * @return {@code null} when it is no array, or has not even those
     */
    @Nullable
    Arguments arguments(int skipped);

    /** This one value; none when it is absent. */
    Arguments argument();

    /** The names in an array, without what is no name. */
    default Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        forEachElement(element -> {
            String name = element.name();
            if (name != null) {
                names.add(name);
            }
        });
        return names;
    }
}
