package io.pocketio.server.namespace;

import io.pocketio.NamespaceHandlers;
import io.pocketio.NamespaceLease;
import io.pocketio.server.handler.Registration;
import reactor.core.Disposable;

/** A lease that ends once. Thread-safe. */
record Lease<N extends NamespaceHandlers>(N namespace, Disposable end) implements NamespaceLease<N> {

    static <N extends NamespaceHandlers> Lease<N> of(N namespace, Runnable end) {
        return new Lease<>(namespace, Registration.once(end));
    }

    @Override
    public void dispose() {
        end.dispose();
    }
}
