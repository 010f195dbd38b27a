package io.pocketio.annotation.discovery;

import io.pocketio.annotation.invocation.HandlerBean;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.aop.scope.ScopedObject;
import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.util.ClassUtils;

/** Finds beans by their classes, and makes none. */
final class HandlerBeans {

    private static final Logger logger = LoggerFactory.getLogger(HandlerBeans.class);

    private HandlerBeans() {}

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
}
