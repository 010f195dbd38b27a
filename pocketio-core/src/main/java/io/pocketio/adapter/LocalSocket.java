package io.pocketio.adapter;

/**
 * A socket of this node, as far as rooms are concerned. Implemented by the server.
 *
 * @since 0.1
 */
public interface LocalSocket {

    String id();
}
