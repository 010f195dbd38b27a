package io.pocketio.cluster.wire;

import io.pocketio.protocol.RenderedArguments;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Writes one message for other nodes, from its beginning to its end: {@link WireJson} or {@link WireMsgpack}. Whatever opens an object or
 * an array says how much will be in it. Confined to its caller.
 */
public interface WireOutput {

    /** @param members so many names and values follow, then {@link #end} */
    WireOutput object(int members);

    /** @param elements so many values follow, then {@link #end} */
    WireOutput array(int elements);

    /** Closes the innermost object or array. */
    WireOutput end();

    /** Of the member whose value is next. */
    WireOutput name(String name);

    WireOutput string(String text);

    WireOutput integer(long number);

    WireOutput bool(boolean value);

    WireOutput nil();

    /** The value that one argument is, binary values in it in the way that the form has for them. */
    WireOutput argument(RenderedArguments arguments, int index);

    /** All that was written; nothing may be written any more. */
    byte[] toByteArray();

    /** An array of all of them. */
    default WireOutput strings(Collection<String> texts) {
        array(texts.size());
        texts.forEach(this::string);
        return end();
    }

    /**
     * An array of all arguments.
     *
     * @param first what stands ahead of them, {@code null} for nothing
     */
    default WireOutput arguments(@Nullable String first, RenderedArguments arguments) {
        int size = arguments.size();
        array(first == null ? size : size + 1);
        if (first != null) {
            string(first);
        }
        for (int i = 0; i < size; i++) {
            argument(arguments, i);
        }
        return end();
    }
}
