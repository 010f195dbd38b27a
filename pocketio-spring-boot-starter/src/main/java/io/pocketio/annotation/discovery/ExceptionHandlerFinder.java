package io.pocketio.annotation.discovery;

import io.pocketio.annotation.invocation.HandlerBean;
import io.pocketio.annotation.invocation.HandlerMethodFactory;
import io.pocketio.annotation.invocation.SocketHandlerMethod;
import io.pocketio.annotation.signature.HandlerKind;
import io.pocketio.annotation.signature.HandlerNamespace;
import io.pocketio.annotation.signature.HandlerSignature;
import java.util.HashMap;
import java.util.Map;
import org.springframework.core.MethodParameter;

/**
 * Finds the exception handlers of a class. Not by Spring's {@code ExceptionHandlerMethodResolver}, which knows its own annotation only.
 * Confined to the starting thread.
 */
final class ExceptionHandlerFinder {

    private final HandlerMethodFactory factory;

    ExceptionHandlerFinder(HandlerMethodFactory factory) {
        this.factory = factory;
    }

    /** By the exception that they answer. */
    Map<Class<? extends Throwable>, SocketHandlerMethod> find(
            HandlerMethods methods, Class<?> beanType, HandlerNamespace namespace, HandlerBean bean) {
        Map<Class<? extends Throwable>, SocketHandlerMethod> handlers = new HashMap<>();
        methods.all().forEach((method, kinds) -> {
            if (kinds.contains(HandlerKind.EXCEPTION)) {
                HandlerSignature signature = new HandlerSignature(HandlerKind.EXCEPTION, namespace, method, beanType);
                SocketHandlerMethod handler = factory.create(signature, bean);
                SocketHandlerMethod other = handlers.put(exceptionType(signature), handler);
                if (other != null) {
                    throw signature.invalid("answers the same exception as " + other, "Remove one of them.");
                }
                check(signature, methods, namespace);
            }
        });
        return handlers;
    }

    private static Class<? extends Throwable> exceptionType(HandlerSignature signature) {
        for (MethodParameter parameter : signature.parameters()) {
            if (Throwable.class.isAssignableFrom(parameter.getParameterType())) {
                return parameter.getParameterType().asSubclass(Throwable.class);
            }
        }
        throw signature.invalid(
                "has no parameter that is an exception", "Take the exception that the method answers as a parameter.");
    }

    /** What would have no effect, its author would not notice. */
    private static void check(HandlerSignature signature, HandlerMethods methods, HandlerNamespace namespace) {
        if (signature.executionMode() != null) {
            throw signature.invalid(
                    "says where to run, but runs where the failure was",
                    "Remove @HandlerExecution, or put it on the methods whose failures it answers.");
        }
        if (namespace != HandlerNamespace.ANY && methods.areExceptionHandlersOnly()) {
            throw signature.invalid(
                    "has no handler methods beside it, whose exceptions it could answer",
                    "Move it to the class of those methods, or to a superclass of it; or mark its class as"
                            + " @SocketControllerAdvice, so that it answers for other beans.");
        }
    }
}
