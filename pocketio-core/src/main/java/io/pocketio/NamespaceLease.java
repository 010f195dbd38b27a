package io.pocketio;

import reactor.core.Disposable;

/**
 * A namespace, or a parent of some, for a part of the application that may end before the server. Disposing ends the lease. Thread-safe.
 *
 * @since 0.1
 */
public interface NamespaceLease<N extends NamespaceHandlers> extends Disposable {

    /** What is leased. */
    N namespace();
}
