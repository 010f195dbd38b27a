package io.pocketio.cluster;

import java.util.Map;

/**
 * Is told of entries of a stream. Must not block, and must not throw.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface StreamListener {

    /** @param fields the listener's own from here on */
    void entry(String stream, Map<String, byte[]> fields);
}
