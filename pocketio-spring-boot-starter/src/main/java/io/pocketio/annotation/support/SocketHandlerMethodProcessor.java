package io.pocketio.annotation.support;

import io.pocketio.SocketIoServer;
import io.pocketio.annotation.OnConnect;
import io.pocketio.annotation.OnDisconnect;
import io.pocketio.annotation.SocketEvent;
import io.pocketio.annotation.SocketExceptionHandler;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.aop.scope.ScopedObject;
import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryAware;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.stereotype.Component;
import org.springframework.util.ClassUtils;
import org.springframework.validation.Validator;

/**
 * Registers the annotated handler methods of all beans with the server, once all singletons are there. Needs nothing but this
 * bean and a {@link SocketIoServer}. A method that cannot work stops the start with an
 * {@link InvalidSocketHandlerException}.
 *
 * @since 0.1
 */
public final class SocketHandlerMethodProcessor implements SmartInitializingSingleton, BeanFactoryAware {

    private static final Logger logger = LoggerFactory.getLogger(SocketHandlerMethodProcessor.class);

    private static final List<Class<? extends java.lang.annotation.Annotation>> ANNOTATIONS =
            List.of(SocketEvent.class, OnConnect.class, OnDisconnect.class, SocketExceptionHandler.class);

    private final HandlerRegistrar registrar;

    private @Nullable ConfigurableListableBeanFactory beanFactory;

    /**
     * @param resolvers for parameters of other kinds, in the order of asking
     * @param validator for arguments marked as {@code @Valid}; {@code null} for none
     * @param blockingExecutor where methods run that return no later value, and so may block; {@code null} for the socket's
     *     lane, where they must not
     */
    public SocketHandlerMethodProcessor(
            SocketIoServer server,
            List<SocketArgumentResolver> resolvers,
            @Nullable Validator validator,
            @Nullable Executor blockingExecutor) {
        registrar = new HandlerRegistrar(server, new ArgumentBinders(server, resolvers, validator), blockingExecutor);
    }

    @Override
    public void setBeanFactory(BeanFactory beanFactory) {
        this.beanFactory = (ConfigurableListableBeanFactory) beanFactory;
    }

    @Override
    public void afterSingletonsInstantiated() {
        ConfigurableListableBeanFactory beans = beanFactory;
        if (beans == null) {
            throw new IllegalStateException("The processor is to be a bean");
        }
        for (String name : beans.getBeanNamesForType(Object.class)) {
            if (!ScopedProxyUtils.isScopedTarget(name)) {
                Class<?> type = targetClass(beans, name);
                if (type != null && isCandidate(type)) {
                    registrar.register(beans, name, ClassUtils.getUserClass(type));
                }
            }
        }
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

    /** Spring's own beans are many and have no handlers. */
    private static boolean isCandidate(Class<?> type) {
        return AnnotationUtils.isCandidateClass(type, ANNOTATIONS)
                && !(type.getName().startsWith("org.springframework.")
                        && !AnnotatedElementUtils.isAnnotated(ClassUtils.getUserClass(type), Component.class));
    }
}
