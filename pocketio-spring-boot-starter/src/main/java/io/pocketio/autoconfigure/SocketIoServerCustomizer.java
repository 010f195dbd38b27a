package io.pocketio.autoconfigure;

import io.pocketio.server.SocketIoServerBuilder;

/**
 * A bean that has the last word about the settings of the server, behind properties and the beans that are picked up. There may
 * be several, called in their order.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface SocketIoServerCustomizer {

    /** Called once, before the server is made. */
    void customize(SocketIoServerBuilder builder);
}
