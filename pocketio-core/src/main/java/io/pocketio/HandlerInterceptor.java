package io.pocketio;

import reactor.core.publisher.Mono;

/**
 * Goes around the calls of handlers: for what concerns many of them and is the business of none, such as who may call them, or how long
 * they take. Around the handlers of namespaces (of events, all events, connects and disconnects), and around what a socket handles alone
 * by {@link SocketIoSocket#on}, {@link SocketIoSocket#once} and {@link SocketIoSocket#onDisconnect}; not around middlewares and the
 * catch-all listeners of a socket. A server without one spends nothing on it.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface HandlerInterceptor {

    /**
     * A handler is to be called. Runs where the handler runs: in the socket's lane, or in the handler's executor. Interceptors are called in
     * the order in which they were added, each by the one before.
     *
     * @return completes when the call is over: mostly what {@link HandlerInvocation#proceed} gives, with something before or behind it.
     *     Whoever does not proceed keeps the call from the handler. An error, thrown or returned, is logged as one of the handler is; the
     *     client is told nothing of it
     */
    Mono<Void> intercept(HandlerInvocation call);
}
