package io.pocketio.server.namespace;

import io.pocketio.adapter.Adapter;
import io.pocketio.log.ClientText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The adapter of a namespace, of which it alone decides when it is closed: once, and once more when it has been used since. Thread-safe.
 */
final class OwnedAdapter {

    private static final Logger logger = LoggerFactory.getLogger(OwnedAdapter.class);

    private final String namespace;
    private final Adapter adapter;

    /** And not used since. */
    private volatile boolean closed;

    OwnedAdapter(String namespace, Adapter adapter) {
        this.namespace = namespace;
        this.adapter = adapter;
    }

    /** For whoever gives it something that it may have to release. */
    Adapter use() {
        if (closed) {
            closed = false;
        }
        return adapter;
    }

    /** To take something from it that it has been given, if it has it still. */
    Adapter peek() {
        return adapter;
    }

    /** It may be used again. What it throws is logged: those of others are to be closed nevertheless. One thread at a time. */
    synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            adapter.close();
        } catch (Throwable failure) {
            logger.error("The adapter of {} could not be closed", ClientText.of(namespace), failure);
        }
    }
}
