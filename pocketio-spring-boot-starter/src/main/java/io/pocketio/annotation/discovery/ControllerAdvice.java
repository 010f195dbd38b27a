package io.pocketio.annotation.discovery;

import io.pocketio.annotation.SocketControllerAdvice;
import io.pocketio.annotation.invocation.SocketHandlerMethod;
import java.util.Map;
import org.springframework.web.method.HandlerTypePredicate;

/**
 * A bean whose exception handlers answer for other beans. Immutable.
 *
 * @param order the lower, the earlier
 */
record ControllerAdvice(
        int order, HandlerTypePredicate selector, Map<Class<? extends Throwable>, SocketHandlerMethod> handlers) {

    static ControllerAdvice of(
            SocketControllerAdvice annotation,
            int order,
            Map<Class<? extends Throwable>, SocketHandlerMethod> handlers) {
        HandlerTypePredicate selector = HandlerTypePredicate.builder()
                .basePackage(annotation.basePackages())
                .basePackageClass(annotation.basePackageClasses())
                .assignableType(annotation.assignableTypes())
                .annotation(annotation.annotations())
                .build();
        return new ControllerAdvice(order, selector, handlers);
    }

    /** Whether it answers for beans of the class. */
    boolean answersFor(Class<?> beanType) {
        return selector.test(beanType);
    }
}
