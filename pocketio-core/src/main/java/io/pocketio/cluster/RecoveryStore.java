package io.pocketio.cluster;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import reactor.core.publisher.Mono;

/**
 * What clients come back to: the entries of streams, and values that are kept for a while, each by its key. Made, and closed, by whoever
 * gives it. Thread-safe; no method blocks. What is asked for is done when the result is subscribed to, in the order of the subscriptions,
 * and told by a worker; it fails when it is not known whether it was done.
 *
 * @since 0.1
 */
public interface RecoveryStore {

    /** What has become of a value that was to take the place of another. */
    enum Replacement {
        DONE,
        /** There is a value that was not expected. */
        OTHER,
        /** There is none. */
        ABSENT
    }

    /** The first so many entries behind that id, in order. */
    Mono<List<StreamEntry>> range(String stream, StreamId behind, int count);

    Mono<StreamExtent> extent(String stream);

    /** Keeps the value, whatever there was. */
    Mono<Void> put(String key, byte[] value, Duration duration);

    /** @return whether it is kept: not when there is a value */
    Mono<Boolean> putIfAbsent(String key, byte[] value, Duration duration);

    /** @param expected SHA-1 of the values whose place it may take, in lower-case hexadecimal */
    Mono<Replacement> replace(String key, Collection<String> expected, byte[] value, Duration duration);

    /**
     * @param expected as in {@link #replace}
     * @return whether it was there, and is not any more
     */
    Mono<Boolean> remove(String key, Collection<String> expected);

    /** The value, which is not kept any more: one caller gets it. Empty when there is none. */
    Mono<byte[]> take(String key);
}
