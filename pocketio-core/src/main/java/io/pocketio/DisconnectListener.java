package io.pocketio;

/**
 * Is told why a socket leaves.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface DisconnectListener {

    void disconnected(DisconnectReason reason);
}
