package io.pocketio.annotation.support;

import io.pocketio.Ack;
import io.pocketio.SocketIoSocket;
import io.pocketio.json.CodecException;
import io.pocketio.protocol.Arguments;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** The exception handlers of one bean. Immutable. */
final class ExceptionHandlers {

    private final Map<Class<? extends Throwable>, SocketHandlerMethod> methods;

    ExceptionHandlers(Map<Class<? extends Throwable>, SocketHandlerMethod> methods) {
        this.methods = Map.copyOf(methods);
    }

    /** Calls the nearest handler; without one, the failure is what the result fails with. */
    Mono<Void> handle(Throwable failure, SocketIoSocket socket, String event, Ack ack) {
        SocketHandlerMethod method = nearest(failure);
        if (method == null) {
            return Mono.error(unhandled(failure));
        }
        try {
            Object result = method.invoke(socket, Arguments.of(failure, event), Acknowledgement.NONE);
            return answer(result, method, ack).onErrorMap(second -> alsoFailed(second, failure));
        } catch (Throwable second) {
            return Mono.error(alsoFailed(second, failure));
        }
    }

    /** Of the exception's own class, or else of the nearest superclass. An exhausted virtual machine is nobody's to answer. */
    private @Nullable SocketHandlerMethod nearest(Throwable failure) {
        if (methods.isEmpty() || failure instanceof VirtualMachineError) {
            return null;
        }
        SocketHandlerMethod method = null;
        for (Class<?> type = failure.getClass(); method == null && type != Object.class; type = type.getSuperclass()) {
            method = methods.get(type);
        }
        return method;
    }

    /** No value, no acknowledgement: the client would take it for a success. */
    private static Mono<Void> answer(@Nullable Object result, SocketHandlerMethod method, Ack ack) {
        HandlerResult type = method.result();
        if (type.isLater()) {
            return type.mono(result)
                    .doOnNext(value -> Acknowledgement.send(ack, value, method))
                    .then();
        }
        if (!type.isVoid()) {
            Acknowledgement.send(ack, result, method);
        }
        return Mono.empty();
    }

    /** The core takes a {@link CodecException} for the client's fault. */
    private static Throwable unhandled(Throwable failure) {
        return failure instanceof ArgumentNotValidException invalid
                ? new CodecException(String.valueOf(invalid.getMessage()), invalid)
                : failure;
    }

    private static Throwable alsoFailed(Throwable second, Throwable first) {
        if (second != first) {
            second.addSuppressed(first);
        }
        return second;
    }
}
