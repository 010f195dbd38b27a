package io.pocketio.annotation.support;

import io.pocketio.Ack;
import io.pocketio.Namespace;
import io.pocketio.SocketIoServer;
import io.pocketio.annotation.SocketController;
import io.pocketio.annotation.SocketEvent;
import io.pocketio.protocol.ReservedEvents;
import java.lang.reflect.Method;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.MethodParameter;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;

/** Turns the annotated methods of beans into handlers of namespaces. Confined to the starting thread. */
final class HandlerRegistrar {

    private static final Logger logger = LoggerFactory.getLogger(HandlerRegistrar.class);

    private final SocketIoServer server;
    private final ArgumentBinders binders;
    private final @Nullable Executor blockingExecutor;

    /** Who handles what, for the message about a second handler. */
    private final Map<EventKey, HandlerSignature> events = new HashMap<>();

    HandlerRegistrar(SocketIoServer server, ArgumentBinders binders, @Nullable Executor blockingExecutor) {
        this.server = server;
        this.binders = binders;
        this.blockingExecutor = blockingExecutor;
    }

    /** @param beanType the application's class, not that of a proxy */
    void register(BeanFactory beanFactory, String beanName, Class<?> beanType) {
        Map<Method, Set<HandlerKind>> methods = annotatedMethods(beanType);
        if (methods.isEmpty()) {
            return;
        }
        Namespace namespace = server.of(namespaceOf(beanType));
        HandlerBean bean = new HandlerBean(beanFactory, beanName);
        ExceptionHandlers exceptionHandlers = exceptionHandlers(methods, beanType, bean);
        methods.forEach((method, kinds) -> {
            for (HandlerKind kind : kinds) {
                register(new HandlerSignature(kind, method, beanType), namespace, bean, exceptionHandlers);
            }
        });
        logger.debug("Bean '{}' handles namespace {} with {}", beanName, namespace.name(), methods.keySet());
    }

    /** Most beans have no handlers, and then it is nobody's concern that their methods cannot be read. */
    private static Map<Method, Set<HandlerKind>> annotatedMethods(Class<?> beanType) {
        try {
            return MethodIntrospector.selectMethods(beanType, HandlerRegistrar::kindsOf);
        } catch (RuntimeException | LinkageError failure) {
            if (AnnotatedElementUtils.hasAnnotation(beanType, SocketController.class)) {
                throw new InvalidSocketHandlerException(
                        "The methods of the @SocketController " + beanType.getName() + " cannot be read: "
                                + NestedExceptionUtils.getMostSpecificCause(failure) + ".",
                        "Add the class that is missing to the class path, or correct what is said to be wrong.",
                        failure);
            }
            logger.debug("Not looking for handlers in {}, whose methods cannot be read", beanType, failure);
            return Map.of();
        }
    }

    private static @Nullable Set<HandlerKind> kindsOf(Method method) {
        MergedAnnotations annotations = MergedAnnotations.from(method, SearchStrategy.TYPE_HIERARCHY);
        Set<HandlerKind> kinds = EnumSet.noneOf(HandlerKind.class);
        for (HandlerKind kind : HandlerKind.values()) {
            if (annotations.isPresent(kind.annotation())) {
                kinds.add(kind);
            }
        }
        return kinds.isEmpty() ? null : kinds;
    }

    private static String namespaceOf(Class<?> beanType) {
        SocketController controller = AnnotatedElementUtils.findMergedAnnotation(beanType, SocketController.class);
        return controller == null ? "/" : controller.namespace();
    }

    private ExceptionHandlers exceptionHandlers(
            Map<Method, Set<HandlerKind>> methods, Class<?> beanType, HandlerBean bean) {
        Map<Class<? extends Throwable>, SocketHandlerMethod> handlers = new HashMap<>();
        for (Map.Entry<Method, Set<HandlerKind>> entry : methods.entrySet()) {
            if (entry.getValue().contains(HandlerKind.EXCEPTION)) {
                HandlerSignature signature = new HandlerSignature(HandlerKind.EXCEPTION, entry.getKey(), beanType);
                SocketHandlerMethod handler = handlerMethod(signature, bean);
                SocketHandlerMethod other = handlers.put(exceptionType(signature), handler);
                if (other != null) {
                    throw signature.invalid("answers the same exception as " + other, "Remove one of them.");
                }
                rejectAlone(signature, methods);
            }
        }
        return new ExceptionHandlers(handlers);
    }

    /** It would never be called, which whoever expects it to serve other beans would not notice. */
    private static void rejectAlone(HandlerSignature signature, Map<Method, Set<HandlerKind>> methods) {
        for (Set<HandlerKind> kinds : methods.values()) {
            if (!kinds.equals(EnumSet.of(HandlerKind.EXCEPTION))) {
                return;
            }
        }
        throw signature.invalid(
                "has no handler methods beside it, whose exceptions it could answer",
                "Move it to the class of those methods, or to a superclass of it.");
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

    private void register(
            HandlerSignature signature, Namespace namespace, HandlerBean bean, ExceptionHandlers exceptionHandlers) {
        switch (signature.kind()) {
            case EVENT -> registerEvent(signature, namespace, bean, exceptionHandlers);
            case CONNECT -> namespace.handleConnect(lifecycleHandler(signature, bean, exceptionHandlers));
            case DISCONNECT -> namespace.handleDisconnect(lifecycleHandler(signature, bean, exceptionHandlers));
            case EXCEPTION -> {}
        }
    }

    private void registerEvent(
            HandlerSignature signature, Namespace namespace, HandlerBean bean, ExceptionHandlers exceptionHandlers) {
        String event = eventOf(signature);
        rejectReserved(event, signature);
        HandlerSignature other = events.put(new EventKey(namespace.name(), event), signature);
        if (other != null) {
            throw handledAlready(signature, event, namespace, "which " + other.describe() + " handles already");
        }
        SocketHandlerMethod method = handlerMethod(signature, bean);
        boolean answersItself = answersItself(signature, method.result());
        try {
            namespace.handle(
                    event,
                    new AnnotatedEventHandler(
                            event, method, answersItself, exceptionHandlers, executorFor(method.result())));
        } catch (IllegalStateException failure) {
            throw handledAlready(signature, event, namespace, "for which the application has added a handler already");
        }
    }

    private static String eventOf(HandlerSignature signature) {
        return MergedAnnotations.from(signature.getMethod(), SearchStrategy.TYPE_HIERARCHY)
                .get(SocketEvent.class)
                .getString("value");
    }

    private static void rejectReserved(String event, HandlerSignature signature) {
        if (event.isBlank()) {
            throw signature.invalid("names no event", "Give the annotation the event's name.");
        }
        if (ReservedEvents.contains(event)) {
            String remedy = switch (event) {
                case "connect" -> "Use @OnConnect.";
                case "disconnect", "disconnecting" -> "Use @OnDisconnect.";
                default -> "Choose another name.";
            };
            throw signature.invalid("handles '" + event + "', which is a reserved event name", remedy);
        }
    }

    private static InvalidSocketHandlerException handledAlready(
            HandlerSignature signature, String event, Namespace namespace, String by) {
        return signature.invalid(
                "handles the event '" + event + "' of the namespace '" + namespace.name() + "', " + by,
                "Remove one of them, or give the events different names.");
    }

    private static boolean answersItself(HandlerSignature signature, HandlerResult result) {
        for (MethodParameter parameter : signature.parameters()) {
            if (parameter.getParameterType() == Ack.class) {
                if (!result.isVoid()) {
                    throw signature.invalid(
                            "has an Ack and returns a value, and so would answer twice",
                            "Return nothing (void, Mono<Void> or CompletionStage<Void>), or remove the Ack.");
                }
                return true;
            }
        }
        return false;
    }

    private AnnotatedLifecycleHandler lifecycleHandler(
            HandlerSignature signature, HandlerBean bean, ExceptionHandlers exceptionHandlers) {
        SocketHandlerMethod method = handlerMethod(signature, bean);
        if (!method.result().isVoid()) {
            throw signature.invalid(
                    "returns a value, which nobody gets", "Return nothing: void, Mono<Void> or CompletionStage<Void>.");
        }
        return new AnnotatedLifecycleHandler(method, exceptionHandlers, executorFor(method.result()));
    }

    private SocketHandlerMethod handlerMethod(HandlerSignature signature, HandlerBean bean) {
        return new SocketHandlerMethod(
                signature,
                bean,
                bean.invocable(signature),
                binders.of(signature),
                HandlerResult.of(signature, ReactiveAdapterRegistry.getSharedInstance()));
    }

    private @Nullable Executor executorFor(HandlerResult result) {
        return result.isLater() ? null : blockingExecutor;
    }

    private record EventKey(String namespace, String event) {}
}
