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

/** What a namespace and a parent of namespaces offer alike, by way of the handler table that each has. */
public interface HandlersOwner extends NamespaceHandlers {

    HandlerTable handlerTable();

    @Override
    default void use(ConnectMiddleware middleware) {
        handlerTable().use(middleware);
    }

    @Override
    default void use(EventMiddleware middleware) {
        handlerTable().use(middleware);
    }

    @Override
    default void onConnect(Consumer<SocketIoSocket> listener) {
        handlerTable().onConnect(listener);
    }

    @Override
    default void handleConnect(ConnectHandler handler) {
        handlerTable().handleConnect(handler);
    }

    @Override
    default void handle(String event, EventHandler handler) {
        handlerTable().handle(event, handler);
    }

    @Override
    default void handleAny(AnyEventHandler handler) {
        handlerTable().handleAny(handler);
    }

    @Override
    default void handleDisconnect(DisconnectHandler handler) {
        handlerTable().handleDisconnect(handler);
    }
}
