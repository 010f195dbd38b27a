package io.pocketio.cluster;

import java.util.Map;
import reactor.core.Disposable;

/**
 * Keeps messages between nodes in streams, in one order for all who read them, for as long as a stream is not too long: who has been away
 * reads on where he was. Made, and closed, by whoever gives it. Thread-safe; no method blocks.
 *
 * @since 0.1
 */
public interface StreamStore {

    /**
     * Enqueues an entry, and returns. Entries are appended in the order of the calls, each once, also over breaks of the connection. Where
     * too much waits, the oldest goes, and is counted as lost. The fields belong to the store from here on.
     *
     * @param maxLength so many entries the stream may have, about
     * @param fields in the order in which they are kept
     * @throws MessageTooLargeException before anything is sent
     */
    void append(String stream, long maxLength, Map<String, byte[]> fields);

    /** @throws MessageTooLargeException when the values of an entry are longer than this takes */
    void check(Map<String, byte[]> fields);

    /**
     * Calls the listener with each entry that is appended from some moment on, soon, until this is disposed of: one at a time, in the order
     * of the stream.
     */
    Disposable read(String stream, StreamListener listener);
}
