package io.pocketio.autoconfigure;

import io.pocketio.ConnectMiddleware;
import io.pocketio.EventMiddleware;
import io.pocketio.SocketIoServer;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryAware;
import org.springframework.beans.factory.HierarchicalBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;

/**
 * Adds the middleware beans to all namespaces, once all singletons are there: a middleware may so depend on the server.
 * Beans of parent contexts are among them, unless the parent has added them to the same server. Confined to the starting thread.
 */
final class MiddlewareRegistrar implements SmartInitializingSingleton, BeanFactoryAware {

    private final SocketIoServer server;
    private final ObjectProvider<ConnectMiddleware> ofConnections;
    private final ObjectProvider<EventMiddleware> ofEvents;
    private final Set<ConnectMiddleware> addedOfConnections = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<EventMiddleware> addedOfEvents = Collections.newSetFromMap(new IdentityHashMap<>());

    private @Nullable MiddlewareRegistrar parent;

    MiddlewareRegistrar(
            SocketIoServer server,
            ObjectProvider<ConnectMiddleware> ofConnections,
            ObjectProvider<EventMiddleware> ofEvents) {
        this.server = server;
        this.ofConnections = ofConnections;
        this.ofEvents = ofEvents;
    }

    @Override
    public void setBeanFactory(BeanFactory beanFactory) {
        BeanFactory ancestors = ((HierarchicalBeanFactory) beanFactory).getParentBeanFactory();
        if (ancestors != null) {
            parent = ancestors.getBeanProvider(MiddlewareRegistrar.class).getIfAvailable();
        }
    }

    @Override
    public void afterSingletonsInstantiated() {
        MiddlewareRegistrar above = parent != null && parent.server == server ? parent : null;
        if (above != null) {
            addedOfConnections.addAll(above.addedOfConnections);
            addedOfEvents.addAll(above.addedOfEvents);
        }
        add(ofConnections, addedOfConnections, server::useForAll);
        add(ofEvents, addedOfEvents, server::useForAll);
    }

    private static <T> void add(ObjectProvider<T> middlewares, Set<T> added, Consumer<T> server) {
        middlewares.orderedStream().filter(added::add).forEach(server);
    }
}
