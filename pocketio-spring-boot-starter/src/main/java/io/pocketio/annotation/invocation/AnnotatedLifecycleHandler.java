package io.pocketio.annotation.invocation;

import io.pocketio.ConnectHandler;
import io.pocketio.DisconnectHandler;
import io.pocketio.DisconnectReason;
import io.pocketio.SocketIoSocket;
import io.pocketio.protocol.Arguments;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Handles the connection or the end of sockets with an annotated method. Thread-safe. */
public final class AnnotatedLifecycleHandler implements ConnectHandler, DisconnectHandler {

    private static final Arguments NO_ARGUMENTS = Arguments.of();

    private final SocketHandlerMethod method;
    private final ExceptionHandlers exceptionHandlers;
    private final @Nullable Executor executor;

    public AnnotatedLifecycleHandler(
            SocketHandlerMethod method, ExceptionHandlers exceptionHandlers, @Nullable Executor executor) {
        this.method = method;
        this.exceptionHandlers = exceptionHandlers;
        this.executor = executor;
    }

    /** A socket whose failure was answered is disconnected here; one whose failure was not, by the server. */
    @Override
    public Mono<Void> handle(SocketIoSocket socket) {
        return invoke(
                socket,
                NO_ARGUMENTS,
                failure -> exceptionHandlers
                        .handle(failure, socket, "connect", Acknowledgement.NONE)
                        .then(Mono.fromRunnable(socket::disconnect)));
    }

    @Override
    public Mono<Void> handle(SocketIoSocket socket, DisconnectReason reason) {
        return invoke(
                socket,
                Arguments.of(reason),
                failure -> exceptionHandlers.handle(failure, socket, "disconnect", Acknowledgement.NONE));
    }

    @Override
    public @Nullable Executor executor() {
        return executor;
    }

    private Mono<Void> invoke(SocketIoSocket socket, Arguments arguments, OnFailure onFailure) {
        try {
            Object result = method.invoke(socket, arguments, Acknowledgement.NONE);
            return method.result().isLater()
                    ? method.result().mono(result).then().onErrorResume(onFailure::handle)
                    : Mono.empty();
        } catch (Throwable failure) {
            return onFailure.handle(failure);
        }
    }

    @Override
    public String toString() {
        return method.toString();
    }

    /** What is done about a failure. */
    @FunctionalInterface
    private interface OnFailure {

        Mono<Void> handle(Throwable failure);
    }
}
