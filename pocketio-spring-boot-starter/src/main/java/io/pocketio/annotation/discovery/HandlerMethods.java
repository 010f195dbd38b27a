package io.pocketio.annotation.discovery;

import io.pocketio.annotation.SocketController;
import io.pocketio.annotation.signature.HandlerKind;
import io.pocketio.annotation.support.InvalidSocketHandlerException;
import java.lang.reflect.Method;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;

/** The annotated methods of a class, each with what it is called for. Immutable. */
final class HandlerMethods {

    private static final Logger logger = LoggerFactory.getLogger(HandlerMethods.class);

    private final Map<Method, Set<HandlerKind>> methods;

    private HandlerMethods(Map<Method, Set<HandlerKind>> methods) {
        this.methods = methods;
    }

    /** Most beans have no handlers, and then it is nobody's concern that their methods cannot be read. */
    static HandlerMethods of(Class<?> beanType) {
        try {
            return new HandlerMethods(MethodIntrospector.selectMethods(beanType, HandlerMethods::kindsOf));
        } catch (RuntimeException | LinkageError failure) {
            if (AnnotatedElementUtils.hasAnnotation(beanType, SocketController.class)) {
                throw new InvalidSocketHandlerException(
                        "The methods of the @SocketController " + beanType.getName() + " cannot be read: "
                                + NestedExceptionUtils.getMostSpecificCause(failure) + ".",
                        "Add the class that is missing to the class path, or correct what is said to be wrong.",
                        failure);
            }
            logger.debug("Not looking for handlers in {}, whose methods cannot be read", beanType, failure);
            return new HandlerMethods(Map.of());
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

    boolean isEmpty() {
        return methods.isEmpty();
    }

    /** Whether there is nothing but exception handlers. */
    boolean areExceptionHandlersOnly() {
        Set<HandlerKind> exceptionOnly = EnumSet.of(HandlerKind.EXCEPTION);
        return methods.values().stream().allMatch(exceptionOnly::equals);
    }

    /** A signature for each thing that a method is called for. */
    Map<Method, Set<HandlerKind>> all() {
        return new LinkedHashMap<>(methods);
    }

    @Override
    public String toString() {
        return methods.keySet().toString();
    }
}
