package io.pocketio.json;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The binary values of one packet, in the order of their placeholders. Not thread-safe.
 *
 * @since 0.1
 */
public final class Attachments {

    /** Most packets have none: the list is made with the first. */
    private List<byte[]> list = Collections.emptyList();

    /**
     * Adds a binary value; the array is not copied.
     *
     * @return the number of its placeholder
     */
    public int add(byte[] attachment) {
        if (list.isEmpty()) {
            list = new ArrayList<>(2);
        }
        list.add(attachment);
        return list.size() - 1;
    }

    /** The value that a placeholder stands for; not to be written to. */
    public byte[] get(int number) {
        return list.get(number);
    }

    public int size() {
        return list.size();
    }

    public boolean isEmpty() {
        return list.isEmpty();
    }

    public List<byte[]> asList() {
        return Collections.unmodifiableList(list);
    }
}
