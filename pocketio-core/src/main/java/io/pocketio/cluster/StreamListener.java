package io.pocketio.cluster;

/**
 * Is told of entries of a stream, one at a time. Must not block, and must not throw.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface StreamListener {

    /** Told first, and again when some have been lost: entries behind that one will come. */
    default void begun(String stream, StreamId position) {}

    void entry(String stream, StreamEntry entry);
}
