package io.pocketio.autoconfigure;

import io.pocketio.ConnectMiddleware;
import io.pocketio.SocketIoServer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;

/**
 * Adds the middleware beans to the main namespace, once all singletons are there: a middleware may so depend on the server.
 */
final class ConnectMiddlewareRegistrar implements SmartInitializingSingleton {

    private final SocketIoServer server;
    private final ObjectProvider<ConnectMiddleware> middlewares;

    ConnectMiddlewareRegistrar(SocketIoServer server, ObjectProvider<ConnectMiddleware> middlewares) {
        this.server = server;
        this.middlewares = middlewares;
    }

    @Override
    public void afterSingletonsInstantiated() {
        middlewares.orderedStream().forEach(server::use);
    }
}
