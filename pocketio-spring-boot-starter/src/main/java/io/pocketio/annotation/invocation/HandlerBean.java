package io.pocketio.annotation.invocation;

import io.pocketio.annotation.signature.HandlerSignature;
import io.pocketio.annotation.support.InvalidSocketHandlerException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.SpringProxy;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/** A bean, or its proxy, that handler methods are called on. Made no earlier than it is needed. Thread-safe. */
public final class HandlerBean {

    private final ConfigurableListableBeanFactory beanFactory;
    private final String name;
    private final Class<?> type;
    private final boolean singleton;
    private final @Nullable Class<?> exposedType;

    /** Any thread: who loses a race writes the same singleton. */
    private volatile @Nullable Object instance;

    /** @param type the class behind proxies */
    public HandlerBean(ConfigurableListableBeanFactory beanFactory, String name, Class<?> type) {
        this.beanFactory = beanFactory;
        this.name = name;
        this.type = ClassUtils.getUserClass(type);
        this.singleton = beanFactory.isSingleton(name);
        this.exposedType = beanFactory.getType(name);
    }

    /** In its factory. */
    public String name() {
        return name;
    }

    /** The application's class, not that of a proxy. */
    public Class<?> type() {
        return type;
    }

    /** What {@link Order} on the class, or on the method that makes the bean, says. */
    public int order() {
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
