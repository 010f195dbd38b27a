package io.pocketio.autoconfigure;

import io.pocketio.SocketIoServer;
import io.pocketio.event.SocketIoNamespaceEvent;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.ApplicationEventPublisher;
import reactor.core.Disposable;
import reactor.core.Disposables;

/**
 * Publishes new namespaces as application events, once all singletons are there: while they are made, an event would have
 * listeners made too early. And until the context ends, whose server may live on.
 */
final class NamespaceEvents implements SmartInitializingSingleton, DisposableBean {

    private final SocketIoServer server;
    private final ApplicationEventPublisher events;

    private Disposable registered = Disposables.disposed();

    NamespaceEvents(SocketIoServer server, ApplicationEventPublisher events) {
        this.server = server;
        this.events = events;
    }

    @Override
    public void afterSingletonsInstantiated() {
        registered = server.onNamespace(namespace -> events.publishEvent(new SocketIoNamespaceEvent(namespace)));
    }

    @Override
    public void destroy() {
        registered.dispose();
    }
}
