package io.pocketio.annotation.support;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.SpringProxy;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.util.ReflectionUtils;

/** The bean, or its proxy, that handler methods are called on. Made no earlier than it is needed. Thread-safe. */
final class HandlerBean {

    private final BeanFactory beanFactory;
    private final String name;
    private final boolean singleton;
    private final @Nullable Class<?> type;

    /** Any thread: who loses a race writes the same singleton. */
    private volatile @Nullable Object instance;

    HandlerBean(BeanFactory beanFactory, String name) {
        this.beanFactory = beanFactory;
        this.name = name;
        this.singleton = beanFactory.isSingleton(name);
        this.type = beanFactory.getType(name);
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
        if (type != null && SpringProxy.class.isAssignableFrom(type) && Modifier.isFinal(method.getModifiers())) {
            throw signature.invalid(
                    "is final, and its bean '" + name + "' is proxied: a call would miss the bean",
                    "Remove the modifier.");
        }
        try {
            Method invocable = AopUtils.selectInvocableMethod(method, type);
            ReflectionUtils.makeAccessible(invocable);
            return invocable;
        } catch (IllegalStateException failure) {
            throw signature.invalid(
                    "cannot be called: its bean '" + name + "' is a proxy that has the interfaces of the class only",
                    "Declare the method in one of them, or have the class itself proxied"
                            + " (spring.aop.proxy-target-class=true, or proxyTargetClass of the annotation that proxies).");
        }
    }
}
