package io.pocketio.autoconfigure;

import io.pocketio.ConnectMiddleware;
import io.pocketio.SocketIoServer;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
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
final class ConnectMiddlewareRegistrar implements SmartInitializingSingleton, BeanFactoryAware {

    private final SocketIoServer server;
    private final ObjectProvider<ConnectMiddleware> middlewares;
    private final Set<ConnectMiddleware> added = Collections.newSetFromMap(new IdentityHashMap<>());

    private @Nullable ConnectMiddlewareRegistrar parent;

    ConnectMiddlewareRegistrar(SocketIoServer server, ObjectProvider<ConnectMiddleware> middlewares) {
        this.server = server;
        this.middlewares = middlewares;
    }

    @Override
    public void setBeanFactory(BeanFactory beanFactory) {
        BeanFactory ancestors = ((HierarchicalBeanFactory) beanFactory).getParentBeanFactory();
        if (ancestors != null) {
            parent = ancestors.getBeanProvider(ConnectMiddlewareRegistrar.class).getIfAvailable();
        }
    }

    @Override
    public void afterSingletonsInstantiated() {
        List<ConnectMiddleware> all = middlewares.orderedStream().toList();
        for (ConnectMiddleware middleware : all) {
            if (!hasAdded(middleware, server)) {
                server.useForAll(middleware);
                added.add(middleware);
            }
        }
    }

    private boolean hasAdded(ConnectMiddleware middleware, SocketIoServer to) {
        return (server == to && added.contains(middleware)) || (parent != null && parent.hasAdded(middleware, to));
    }
}
