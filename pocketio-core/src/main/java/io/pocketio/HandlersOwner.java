package io.pocketio;

import java.util.function.Consumer;

/** What a namespace and a parent of namespaces offer alike, by way of the registrations that each has. */
interface HandlersOwner extends NamespaceHandlers {

    HandlerRegistrations registrations();

    @Override
    default void use(ConnectMiddleware middleware) {
        registrations().use(middleware);
    }

    @Override
    default void use(EventMiddleware middleware) {
        registrations().use(middleware);
    }

    @Override
    default void onConnect(Consumer<SocketIoSocket> listener) {
        registrations().onConnect(listener);
    }

    @Override
    default void handleConnect(ConnectHandler handler) {
        registrations().handleConnect(handler);
    }

    @Override
    default void handle(String event, EventHandler handler) {
        registrations().handle(event, handler);
    }

    @Override
    default void handleAny(AnyEventHandler handler) {
        registrations().handleAny(handler);
    }

    @Override
    default void handleDisconnect(DisconnectHandler handler) {
        registrations().handleDisconnect(handler);
    }
}
