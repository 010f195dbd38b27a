package io.pocketio.annotation.discovery;

import io.pocketio.Ack;
import io.pocketio.NamespaceHandlers;
import io.pocketio.SocketIoServer;
import io.pocketio.annotation.SocketEvent;
import io.pocketio.annotation.binding.PathVariableBinder;
import io.pocketio.annotation.invocation.AnnotatedAnyEventHandler;
import io.pocketio.annotation.invocation.AnnotatedEventHandler;
import io.pocketio.annotation.invocation.AnnotatedLifecycleHandler;
import io.pocketio.annotation.invocation.ExceptionHandlers;
import io.pocketio.annotation.invocation.HandlerBean;
import io.pocketio.annotation.invocation.HandlerMethodFactory;
import io.pocketio.annotation.invocation.SocketHandlerMethod;
import io.pocketio.annotation.signature.HandlerKind;
import io.pocketio.annotation.signature.HandlerNamespace;
import io.pocketio.annotation.signature.HandlerResult;
import io.pocketio.annotation.signature.HandlerSignature;
import io.pocketio.annotation.support.HandlerExecutors;
import io.pocketio.annotation.support.InvalidSocketHandlerException;
import io.pocketio.protocol.ReservedEvents;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.springframework.core.MethodParameter;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;
import reactor.core.Disposable;
import reactor.core.Disposables;

/** Turns the annotated methods of beans into handlers of namespaces. Confined to the starting thread. */
final class HandlerRegistrar {

    private final HandlerNamespaces namespaces;
    private final HandlerMethodFactory factory;
    private final ExceptionHandlerFinder exceptionHandlerFinder;
    private final ExecutorChoice executors;
    private final Placeholders placeholders;
    private final List<ControllerAdvice> advices;

    /** Who handles what, for the message about a second handler. */
    private final Map<EventKey, HandlerSignature> events = new HashMap<>();

    /** What variables of templates are checked for. */
    private final Set<GuardKey> guards = new HashSet<>();

    /** Takes everything back. */
    private final Disposable.Composite registered = Disposables.composite();

    /** Of handlers that several may be of. */
    private final List<Registration> registrations = new ArrayList<>();

    /** @param advices in their order */
    HandlerRegistrar(
            SocketIoServer server,
            HandlerMethodFactory factory,
            HandlerExecutors executors,
            Placeholders placeholders,
            List<ControllerAdvice> advices) {
        this.namespaces = new HandlerNamespaces(server, placeholders);
        this.factory = factory;
        this.exceptionHandlerFinder = new ExceptionHandlerFinder(factory);
        this.executors = new ExecutorChoice(executors);
        this.placeholders = placeholders;
        this.advices = List.copyOf(advices);
    }

    /**
     * @param beanType the application's class, not that of a proxy
     * @param beanOrder of its methods that have no order of their own
     */
    void register(HandlerBean bean, Class<?> beanType, HandlerMethods methods, int beanOrder) {
        HandlerNamespace namespace = namespaces.of(beanType);
        NamespaceHandlers handlers = namespaces.handlers(namespace, beanType);
        Map<Class<? extends Throwable>, SocketHandlerMethod> own =
                exceptionHandlerFinder.find(methods, beanType, namespace, bean);
        own.values().forEach(method -> guard(method, namespace, handlers));
        ExceptionHandlers exceptionHandlers = exceptionHandlers(own, beanType);
        methods.all().forEach((method, kinds) -> {
            for (HandlerKind kind : kinds) {
                if (kind != HandlerKind.EXCEPTION) {
                    HandlerSignature signature = new HandlerSignature(kind, namespace, method, beanType);
                    SocketHandlerMethod handler = factory.create(signature, bean);
                    guard(handler, namespace, handlers);
                    register(signature, handler, handlers, exceptionHandlers, beanOrder);
                }
            }
        });
    }

    private ExceptionHandlers exceptionHandlers(
            Map<Class<? extends Throwable>, SocketHandlerMethod> own, Class<?> beanType) {
        List<Map<Class<? extends Throwable>, SocketHandlerMethod>> all = new ArrayList<>();
        all.add(own);
        for (ControllerAdvice advice : advices) {
            if (advice.answersFor(beanType)) {
                all.add(advice.handlers());
            }
        }
        return new ExceptionHandlers(all);
    }

    /** Once for each variable and type, however many methods take it. */
    private void guard(SocketHandlerMethod method, HandlerNamespace namespace, NamespaceHandlers handlers) {
        for (PathVariableBinder variable : method.pathVariables()) {
            if (!variable.takesAll() && guards.add(new GuardKey(namespace.name(), variable.check()))) {
                registered.add(handlers.use(variable.guard()));
            }
        }
    }

    private void register(
            HandlerSignature signature,
            SocketHandlerMethod method,
            NamespaceHandlers handlers,
            ExceptionHandlers exceptionHandlers,
            int beanOrder) {
        if (signature.kind() == HandlerKind.EVENT) {
            registerEvent(signature, method, handlers, exceptionHandlers);
        } else {
            registrations.add(new Registration(
                    signature.order(beanOrder), registration(signature, method, handlers, exceptionHandlers)));
        }
    }

    private Supplier<Disposable> registration(
            HandlerSignature signature,
            SocketHandlerMethod method,
            NamespaceHandlers handlers,
            ExceptionHandlers exceptionHandlers) {
        requireVoid(signature, method.result());
        if (signature.kind() == HandlerKind.ANY_EVENT) {
            AnnotatedAnyEventHandler handler = new AnnotatedAnyEventHandler(
                    method, hasAck(signature), exceptionHandlers, executors.of(signature, method.result()));
            return () -> handlers.handleAny(handler);
        }
        AnnotatedLifecycleHandler handler =
                new AnnotatedLifecycleHandler(method, exceptionHandlers, executors.of(signature, method.result()));
        return signature.kind() == HandlerKind.CONNECT
                ? () -> handlers.handleConnect(handler)
                : () -> handlers.handleDisconnect(handler);
    }

    /** Registers, in their order, the handlers that several may be of. */
    void complete() {
        registrations.sort(Comparator.comparingInt(Registration::order));
        registrations.forEach(
                registration -> registered.add(registration.action().get()));
        registrations.clear();
    }

    /** Removes all that was registered, and before it the namespaces that were there for nothing else: nobody comes in without guards. */
    void remove() {
        try {
            namespaces.release();
        } finally {
            registered.dispose();
        }
    }

    private void registerEvent(
            HandlerSignature signature,
            SocketHandlerMethod method,
            NamespaceHandlers handlers,
            ExceptionHandlers exceptionHandlers) {
        String event = eventOf(signature);
        rejectReserved(event, signature);
        HandlerSignature other = events.put(new EventKey(signature.namespace().name(), event), signature);
        if (other != null) {
            throw handledAlready(signature, event, "which " + other.describe() + " handles already");
        }
        boolean answersItself = hasAck(signature);
        if (answersItself && !method.result().isVoid()) {
            throw signature.invalid(
                    "has an Ack and returns a value, and so would answer twice",
                    "Return nothing (void, Mono<Void> or CompletionStage<Void>), or remove the Ack.");
        }
        AnnotatedEventHandler handler = new AnnotatedEventHandler(
                event, method, answersItself, exceptionHandlers, executors.of(signature, method.result()));
        try {
            registered.add(handlers.handle(event, handler));
        } catch (IllegalStateException failure) {
            throw handledAlready(signature, event, "for which the application has added a handler already");
        }
    }

    private String eventOf(HandlerSignature signature) {
        String event = MergedAnnotations.from(signature.getMethod(), SearchStrategy.TYPE_HIERARCHY)
                .get(SocketEvent.class)
                .getString("value");
        return placeholders.resolve(
                event,
                reason -> signature.invalid(
                        "handles the event '" + event + "', which makes no sense: " + reason,
                        "Give the placeholder a value in the application's properties."));
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

    private static InvalidSocketHandlerException handledAlready(HandlerSignature signature, String event, String by) {
        return signature.invalid(
                "handles the event '" + event + "' of the namespace '"
                        + signature.namespace().name() + "', " + by,
                "Remove one of them, or give the events different names.");
    }

    private static boolean hasAck(HandlerSignature signature) {
        for (MethodParameter parameter : signature.parameters()) {
            if (parameter.getParameterType() == Ack.class) {
                return true;
            }
        }
        return false;
    }

    private static void requireVoid(HandlerSignature signature, HandlerResult result) {
        if (!result.isVoid()) {
            throw signature.invalid(
                    "returns a value, which nobody gets",
                    signature.kind() == HandlerKind.ANY_EVENT
                            ? "Return nothing: void, Mono<Void> or CompletionStage<Void>; to answer, take an Ack."
                            : "Return nothing: void, Mono<Void> or CompletionStage<Void>.");
        }
    }

    private record EventKey(String namespace, String event) {}

    private record GuardKey(String namespace, Object check) {}

    private record Registration(int order, Supplier<Disposable> action) {}
}
