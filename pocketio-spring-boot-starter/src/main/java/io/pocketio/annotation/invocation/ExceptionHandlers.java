package io.pocketio.annotation.invocation;

import io.pocketio.Ack;
import io.pocketio.SocketIoSocket;
import io.pocketio.annotation.signature.HandlerResult;
import io.pocketio.annotation.support.ArgumentNotValidException;
import io.pocketio.json.CodecException;
import io.pocketio.protocol.Arguments;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Who answers for the handlers of one bean: its own exception handlers, then those of advices, in their order. Immutable. */
public final class ExceptionHandlers {

    /** Causes may go in a circle. */
    private static final int MAX_CAUSES = 32;

    private final List<Map<Class<? extends Throwable>, SocketHandlerMethod>> beans;

    public ExceptionHandlers(List<Map<Class<? extends Throwable>, SocketHandlerMethod>> beans) {
        this.beans = List.copyOf(beans);
    }

    /**
     * Calls the nearest handler; without one, the failure is what the result fails with, and a client whose arguments are not
     * valid is told so.
     */
    Mono<Void> handle(Throwable failure, SocketIoSocket socket, String event, Ack ack) {
        Match match = nearest(failure);
        if (match == null) {
            return unhandled(failure, ack);
        }
        SocketHandlerMethod method = match.method();
        try {
            Object result = method.invoke(socket, Arguments.of(match.exception(), event), Acknowledgement.NONE);
            return answer(result, method, ack).onErrorMap(second -> alsoFailed(second, failure));
        } catch (Throwable second) {
            return Mono.error(alsoFailed(second, failure));
        }
    }

    /** Of the first bean that answers the exception, or else one of its causes. */
    private @Nullable Match nearest(Throwable failure) {
        for (Map<Class<? extends Throwable>, SocketHandlerMethod> methods : beans) {
            Throwable exception = failure;
            for (int i = 0; exception != null && i < MAX_CAUSES; i++) {
                SocketHandlerMethod method = nearest(exception, methods);
                if (method != null) {
                    return new Match(method, exception);
                }
                exception = cause(exception);
            }
        }
        return null;
    }

    /** Of the exception's own class, or else of the nearest superclass. An exhausted virtual machine is nobody's to answer. */
    private static @Nullable SocketHandlerMethod nearest(
            Throwable exception, Map<Class<? extends Throwable>, SocketHandlerMethod> methods) {
        if (exception instanceof VirtualMachineError) {
            return null;
        }
        for (Class<?> type = exception.getClass(); type != Object.class; type = type.getSuperclass()) {
            SocketHandlerMethod method = methods.get(type);
            if (method != null) {
                return method;
            }
        }
        return null;
    }

    /** What the library says of an argument or a result has causes that no handler has thrown. */
    private static @Nullable Throwable cause(Throwable exception) {
        return exception instanceof CodecException || exception instanceof UnwritableResultException
                ? null
                : exception.getCause();
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
    private static Mono<Void> unhandled(Throwable failure, Ack ack) {
        if (!(failure instanceof ArgumentNotValidException invalid)) {
            return Mono.error(failure);
        }
        if (ack.isRequested()) {
            ack.send(invalid.answer());
        }
        return Mono.error(new CodecException(String.valueOf(invalid.getMessage()), invalid));
    }

    private static Throwable alsoFailed(Throwable second, Throwable first) {
        if (second != first) {
            second.addSuppressed(first);
        }
        return second;
    }

    private record Match(SocketHandlerMethod method, Throwable exception) {}
}
