package io.pocketio.annotation.discovery;

import io.pocketio.annotation.SocketControllerAdvice;
import io.pocketio.annotation.invocation.HandlerBean;
import io.pocketio.annotation.invocation.HandlerMethodFactory;
import io.pocketio.annotation.signature.HandlerNamespace;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.annotation.AnnotatedElementUtils;

/**
 * Finds the advices among the beans. Not by Spring's {@code ControllerAdviceBean}, which knows its own annotation only; whom an advice
 * answers for is decided as there. Confined to the starting thread.
 */
final class ControllerAdvices {

    private final ExceptionHandlerFinder exceptionHandlers;

    ControllerAdvices(HandlerMethodFactory factory) {
        this.exceptionHandlers = new ExceptionHandlerFinder(factory);
    }

    static boolean isAdvice(Class<?> beanType) {
        return annotation(beanType) != null;
    }

    private static @Nullable SocketControllerAdvice annotation(Class<?> beanType) {
        return AnnotatedElementUtils.findMergedAnnotation(beanType, SocketControllerAdvice.class);
    }

    /** In their order; those of equal order from the context itself first, then from its parents. */
    List<ControllerAdvice> find(ConfigurableListableBeanFactory beans) {
        List<ControllerAdvice> advices = new ArrayList<>();
        BeanFactory level = beans;
        while (level instanceof ConfigurableListableBeanFactory listable) {
            for (HandlerBean bean : HandlerBeans.all(listable, ControllerAdvices::isAdvice)) {
                advices.add(advice(Objects.requireNonNull(annotation(bean.type())), bean));
            }
            level = listable.getParentBeanFactory();
        }
        advices.sort(Comparator.comparingInt(ControllerAdvice::order));
        return advices;
    }

    private ControllerAdvice advice(SocketControllerAdvice annotation, HandlerBean bean) {
        HandlerMethods methods = HandlerMethods.of(bean.type());
        return ControllerAdvice.of(
                annotation, bean.order(), exceptionHandlers.find(methods, bean.type(), HandlerNamespace.ANY, bean));
    }
}
