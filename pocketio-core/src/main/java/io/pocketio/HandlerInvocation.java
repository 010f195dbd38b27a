package io.pocketio;

import io.pocketio.protocol.Arguments;
import reactor.core.publisher.Mono;

/**
 * One call of a handler, as a {@link HandlerInterceptor} sees it.
 *
 * @since 0.1
 */
public interface HandlerInvocation {

    /** What a handler is called for. */
    enum Kind {
        CONNECT,
        EVENT,
        /** An event, for a handler of all events. */
        ANY_EVENT,
        DISCONNECT
    }

    /** What the handler is called for. */
    Kind kind();

    /** The event; {@code connect} or {@code disconnect} where there is none. Of {@link Kind#ANY_EVENT}, whatever a client sent. */
    String event();

    /** The socket that it is called for. */
    SocketIoSocket socket();

    /** The event's arguments; none where there is no event. */
    Arguments arguments();

    /** What answers the event; asks for nothing where there is no event. */
    Ack ack();

    /** The handler that is called, such as an {@link EventHandler}: for its name in a log, by {@code toString()}. */
    Object handler();

    /**
     * Goes on: calls the next interceptor or the handler itself, at once and in the calling thread. To be called once at most, and before
     * {@link HandlerInterceptor#intercept} returns where the order of a socket's handlers matters, or the thread: a call that is put off
     * runs wherever it is put off to, and what comes behind it does not wait. What is called may throw.
     *
     * @return completes when what was called is done; has to be part of what the interceptor returns
     */
    Mono<Void> proceed();
}
