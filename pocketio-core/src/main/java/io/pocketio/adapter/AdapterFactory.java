package io.pocketio.adapter;

/**
 * Makes the adapter of a namespace.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface AdapterFactory {

    Adapter create(String namespace, LocalSockets sockets);
}
