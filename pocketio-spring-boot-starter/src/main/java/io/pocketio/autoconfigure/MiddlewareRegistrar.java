package io.pocketio.autoconfigure;

import io.pocketio.ConnectMiddleware;
import io.pocketio.EventMiddleware;
import io.pocketio.SocketIoServer;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryAware;
import org.springframework.beans.factory.BeanNameAware;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;

/**
 * Adds the middleware beans to all namespaces, once all singletons are there: a middleware may so depend on the server. Beans of
 * parent contexts are among them, unless the parent has added them to the same server. Removes them before any of them goes, since
 * the server may be that of a parent. Confined to the starting thread, and then to that which ends the context.
 */
final class MiddlewareRegistrar implements SmartInitializingSingleton, DisposableBean, BeanFactoryAware, BeanNameAware {

    private final SocketIoServer server;
    private final ObjectProvider<ConnectMiddleware> ofConnections;
    private final ObjectProvider<EventMiddleware> ofEvents;
    private final Set<ConnectMiddleware> addedOfConnections = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<EventMiddleware> addedOfEvents = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Disposable.Composite registered = Disposables.composite();

    private @Nullable ConfigurableListableBeanFactory beans;
    private @Nullable String ownName;

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
        beans = (ConfigurableListableBeanFactory) beanFactory;
    }

    @Override
    public void setBeanName(String name) {
        ownName = name;
    }

    @Override
    public void afterSingletonsInstantiated() {
        MiddlewareRegistrar above = parent();
        if (above != null && above.server == server) {
            addedOfConnections.addAll(above.addedOfConnections);
            addedOfEvents.addAll(above.addedOfEvents);
        }
        add(ofConnections, addedOfConnections, server::useForAll, ConnectMiddleware.class);
        add(ofEvents, addedOfEvents, server::useForAll, EventMiddleware.class);
    }

    private @Nullable MiddlewareRegistrar parent() {
        BeanFactory ancestors = beans == null ? null : beans.getParentBeanFactory();
        return ancestors == null
                ? null
                : ancestors.getBeanProvider(MiddlewareRegistrar.class).getIfAvailable();
    }

    private <T> void add(ObjectProvider<T> middlewares, Set<T> added, Function<T, Disposable> adding, Class<T> type) {
        middlewares.orderedStream().filter(added::add).forEach(one -> registered.add(adding.apply(one)));
        if (beans != null && ownName != null) {
            for (String name : beans.getBeanNamesForType(type)) {
                beans.registerDependentBean(name, ownName); // the factory destroys this one first then
            }
        }
    }

    @Override
    public void destroy() {
        registered.dispose();
    }
}
