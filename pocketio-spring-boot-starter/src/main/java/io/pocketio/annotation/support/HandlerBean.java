package io.pocketio.annotation.support;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.aop.SpringProxy;
import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.aop.scope.ScopedObject;
import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/** A bean, or its proxy, that handler methods are called on. Made no earlier than it is needed. Thread-safe. */
final class HandlerBean {

    private static final Logger logger = LoggerFactory.getLogger(HandlerBean.class);

    private final ConfigurableListableBeanFactory beanFactory;
    private final String name;
    private final Class<?> type;
    private final boolean singleton;
    private final @Nullable Class<?> exposedType;

    /** Any thread: who loses a race writes the same singleton. */
    private volatile @Nullable Object instance;

    private HandlerBean(ConfigurableListableBeanFactory beanFactory, String name, Class<?> type) {
        this.beanFactory = beanFactory;
        this.name = name;
        this.type = ClassUtils.getUserClass(type);
        this.singleton = beanFactory.isSingleton(name);
        this.exposedType = beanFactory.getType(name);
    }

    /** Those of this factory whose class is known and passes the test. */
    static List<HandlerBean> all(ConfigurableListableBeanFactory beans, Predicate<Class<?>> candidates) {
        List<HandlerBean> all = new ArrayList<>();
        for (String name : beans.getBeanNamesForType(Object.class)) {
            if (!ScopedProxyUtils.isScopedTarget(name)) {
                Class<?> type = targetClass(beans, name);
                if (type != null && candidates.test(ClassUtils.getUserClass(type))) {
                    all.add(new HandlerBean(beans, name, type));
                }
            }
        }
        return all;
    }

    /** The class behind proxies; {@code null} when it is not known, which happens to lazy beans. */
    private static @Nullable Class<?> targetClass(ConfigurableListableBeanFactory beans, String name) {
        Class<?> type = determineTargetClass(beans, name);
        if (type != null && ScopedObject.class.isAssignableFrom(type)) {
            Class<?> target = determineTargetClass(beans, ScopedProxyUtils.getTargetBeanName(name));
            return target != null ? target : type;
        }
        return type;
    }

    private static @Nullable Class<?> determineTargetClass(ConfigurableListableBeanFactory beans, String name) {
        try {
            return AutoProxyUtils.determineTargetClass(beans, name);
        } catch (RuntimeException | LinkageError failure) {
            logger.debug("Not looking for handlers in bean '{}', whose class is not known", name, failure);
            return null;
        }
    }

    /** The application's class, not that of a proxy. */
    Class<?> type() {
        return type;
    }

    /** What {@link Order} on the class, or on the method that makes the bean, says. */
    int order() {
        Order order = beanFactory.findAnnotationOnBean(name, Order.class);
        return order == null ? Ordered.LOWEST_PRECEDENCE : order.value();
    }

    Object get() {
        Object bean = instance;
        if (bean == null) {
            bean = beanFactory.getBean(name);
            if (singleton) {
                instance = bean;
            }
        }
        return bean;
    }

    /**
     * The method to call on the bean: the signature's own, or that of an interface when the bean is a proxy of interfaces.
     *
     * @throws InvalidSocketHandlerException when a proxy does not pass calls on
     */
    Method invocable(HandlerSignature signature) {
        Method method = signature.getMethod();
        if (exposedType != null
                && SpringProxy.class.isAssignableFrom(exposedType)
                && Modifier.isFinal(method.getModifiers())) {
            throw signature.invalid(
                    "is final, and its bean '" + name + "' is proxied: a call would miss the bean",
                    "Remove the modifier.");
        }
        try {
            Method invocable = AopUtils.selectInvocableMethod(method, exposedType);
            ReflectionUtils.makeAccessible(invocable);
            return invocable;
        } catch (IllegalStateException failure) {
            throw signature.invalid(
                    "cannot be called: its bean '" + name + "' is a proxy that has the interfaces of the class only",
                    "Declare the method in one of them, or have the class itself proxied"
                            + " (spring.aop.proxy-target-class=true, or proxyTargetClass of the annotation that proxies).");
        }
    }

    @Override
    public String toString() {
        return "Bean '" + name + "'";
    }
}
