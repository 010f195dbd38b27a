package io.pocketio.annotation.invocation;

import io.pocketio.Ack;
import io.pocketio.EventHandler;
import io.pocketio.SocketIoSocket;
import io.pocketio.protocol.Arguments;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Handles an event with an annotated method. Thread-safe. */
public final class AnnotatedEventHandler implements EventHandler {

    private final String event;
    private final SocketHandlerMethod method;
    private final boolean answersItself;
    private final ExceptionHandlers exceptionHandlers;
    private final @Nullable Executor executor;

    /** @param answersItself whether the method has an {@link Ack}, and so completing it acknowledges nothing */
    public AnnotatedEventHandler(
            String event,
            SocketHandlerMethod method,
            boolean answersItself,
            ExceptionHandlers exceptionHandlers,
            @Nullable Executor executor) {
        this.event = event;
        this.method = method;
        this.answersItself = answersItself;
        this.exceptionHandlers = exceptionHandlers;
        this.executor = executor;
    }

    @Override
    public Mono<Void> handle(SocketIoSocket socket, Arguments arguments, Ack ack) {
        try {
            Object result = method.invoke(socket, arguments, ack);
            Ack answer = answersItself ? Acknowledgement.NONE : ack;
            return method.result().isLater() ? later(result, answer, socket, ack) : now(result, answer);
        } catch (Throwable failure) {
            return exceptionHandlers.handle(failure, socket, event, ack);
        }
    }

    @Override
    public @Nullable Executor executor() {
        return executor;
    }

    private Mono<Void> now(@Nullable Object result, Ack answer) {
        if (method.result().isVoid()) {
            Acknowledgement.sendEmpty(answer);
        } else {
            Acknowledgement.send(answer, result, method);
        }
        return Mono.empty();
    }

    private Mono<Void> later(@Nullable Object result, Ack answer, SocketIoSocket socket, Ack ack) {
        return Acknowledgement.sendLater(answer, method.result().mono(result), method)
                .onErrorResume(failure -> exceptionHandlers.handle(failure, socket, event, ack));
    }

    @Override
    public String toString() {
        return method.toString();
    }
}
