package io.pocketio.autoconfigure;

import io.pocketio.SocketIoServer;
import io.pocketio.event.SocketIoNamespaceEvent;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.ApplicationEventPublisher;

/**
 * Publishes new namespaces as application events, once all singletons are there: while they are made, an event would have
 * listeners made too early.
 */
final class NamespaceEvents implements SmartInitializingSingleton {

    private final SocketIoServer server;
    private final ApplicationEventPublisher events;

    NamespaceEvents(SocketIoServer server, ApplicationEventPublisher events) {
        this.server = server;
        this.events = events;
    }

    @Override
    public void afterSingletonsInstantiated() {
        server.onNamespace(namespace -> events.publishEvent(new SocketIoNamespaceEvent(namespace)));
    }
}
