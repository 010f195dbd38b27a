package io.pocketio.annotation.invocation;

import io.pocketio.Ack;
import io.pocketio.AnyEventHandler;
import io.pocketio.SocketIoSocket;
import io.pocketio.protocol.Arguments;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Gives each event to an annotated method. Thread-safe. */
public final class AnnotatedAnyEventHandler implements AnyEventHandler {

    private final SocketHandlerMethod method;
    private final boolean answersItself;
    private final ExceptionHandlers exceptionHandlers;
    private final @Nullable Executor executor;

    /** @param answersItself whether the method has an {@link Ack}, and so its failure is an answer, too */
    public AnnotatedAnyEventHandler(
            SocketHandlerMethod method,
            boolean answersItself,
            ExceptionHandlers exceptionHandlers,
            @Nullable Executor executor) {
        this.method = method;
        this.answersItself = answersItself;
        this.exceptionHandlers = exceptionHandlers;
        this.executor = executor;
    }

    @Override
    public Mono<Void> handle(SocketIoSocket socket, String event, Arguments arguments, Ack ack) {
        Ack answer = answersItself ? ack : Acknowledgement.NONE;
        try {
            Object result = method.invoke(socket, Arguments.of(event, arguments), answer);
            return method.result().isLater()
                    ? method.result()
                            .mono(result)
                            .then()
                            .onErrorResume(failure -> exceptionHandlers.handle(failure, socket, event, answer))
                    : Mono.empty();
        } catch (Throwable failure) {
            return exceptionHandlers.handle(failure, socket, event, answer);
        }
    }

    @Override
    public @Nullable Executor executor() {
        return executor;
    }

    @Override
    public String toString() {
        return method.toString();
    }
}
