package io.pocketio.server.handler;

import io.pocketio.AnyEventHandler;
import io.pocketio.ConnectHandler;
import io.pocketio.ConnectMiddleware;
import io.pocketio.DisconnectHandler;
import io.pocketio.EventHandler;
import io.pocketio.EventMiddleware;
import io.pocketio.NamespaceHandlers;
import io.pocketio.SocketIoSocket;
import java.util.function.Consumer;
import reactor.core.Disposable;

/** What a namespace and a parent of namespaces offer alike, by way of the handler table that each has. */
public interface HandlersOwner extends NamespaceHandlers {

    HandlerTable handlerTable();

    @Override
    default Disposable use(ConnectMiddleware middleware) {
        return handlerTable().use(middleware);
    }

    @Override
    default Disposable use(EventMiddleware middleware) {
        return handlerTable().use(middleware);
    }

    @Override
    default Disposable onConnect(Consumer<SocketIoSocket> listener) {
        return handlerTable().onConnect(listener);
    }

    @Override
    default Disposable handleConnect(ConnectHandler handler) {
        return handlerTable().handleConnect(handler);
    }

    @Override
    default Disposable handle(String event, EventHandler handler) {
        return handlerTable().handle(event, handler);
    }

    @Override
    default Disposable handleAny(AnyEventHandler handler) {
        return handlerTable().handleAny(handler);
    }

    @Override
    default Disposable handleDisconnect(DisconnectHandler handler) {
        return handlerTable().handleDisconnect(handler);
    }
}
