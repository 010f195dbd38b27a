package io.pocketio.annotation.discovery;

import io.pocketio.SocketIoServer;
import io.pocketio.annotation.ExecutionMode;
import io.pocketio.annotation.OnAnyEvent;
import io.pocketio.annotation.OnConnect;
import io.pocketio.annotation.OnDisconnect;
import io.pocketio.annotation.SocketEvent;
import io.pocketio.annotation.SocketExceptionHandler;
import io.pocketio.annotation.invocation.HandlerBean;
import io.pocketio.annotation.invocation.HandlerMethodFactory;
import io.pocketio.annotation.support.HandlerExecutors;
import io.pocketio.annotation.support.InvalidSocketHandlerException;
import io.pocketio.annotation.support.SocketArgumentResolver;
import java.lang.annotation.Annotation;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryAware;
import org.springframework.beans.factory.BeanNameAware;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.core.convert.ConversionService;
import org.springframework.format.support.DefaultFormattingConversionService;
import org.springframework.stereotype.Component;
import org.springframework.validation.Validator;

/**
 * Registers the annotated handler methods of all beans with the server, once all singletons are there, and removes them before any of
 * these beans goes. Needs nothing but this bean and a {@link SocketIoServer}. A method that cannot work stops the start with an
 * {@link InvalidSocketHandlerException}.
 *
 * @since 0.1
 */
public final class SocketHandlerMethodProcessor
        implements SmartInitializingSingleton, DisposableBean, BeanFactoryAware, BeanNameAware {

    private static final Logger logger = LoggerFactory.getLogger(SocketHandlerMethodProcessor.class);

    private static final List<Class<? extends Annotation>> ANNOTATIONS = List.of(
            SocketEvent.class, OnAnyEvent.class, OnConnect.class, OnDisconnect.class, SocketExceptionHandler.class);

    private final SocketIoServer server;
    private final HandlerMethodFactory factory;
    private final HandlerExecutors executors;

    private @Nullable ConfigurableListableBeanFactory beanFactory;
    private @Nullable String ownName;
    private @Nullable HandlerRegistrar registered;

    private SocketHandlerMethodProcessor(Builder builder) {
        server = builder.server;
        factory = new HandlerMethodFactory(
                server,
                builder.resolvers,
                builder.conversionService(),
                builder.describingAnnotations,
                builder.validator);
        executors = builder.executors;
    }

    public static Builder builder(SocketIoServer server) {
        return new Builder(server);
    }

    @Override
    public void setBeanFactory(BeanFactory beanFactory) {
        this.beanFactory = (ConfigurableListableBeanFactory) beanFactory;
    }

    @Override
    public void setBeanName(String name) {
        ownName = name;
    }

    @Override
    public void afterSingletonsInstantiated() {
        ConfigurableListableBeanFactory beans = beanFactory;
        String name = ownName;
        if (beans == null || name == null) {
            throw new IllegalStateException("The processor is to be a bean");
        }
        HandlerRegistrar registrar = new HandlerRegistrar(
                server,
                factory,
                executors,
                new Placeholders(beans::resolveEmbeddedValue),
                new ControllerAdvices(factory).find(beans));
        registered = registrar;
        for (HandlerBean bean : HandlerBeans.all(beans, SocketHandlerMethodProcessor::isCandidate)) {
            register(bean, registrar);
            beans.registerDependentBean(bean.name(), name); // the factory destroys this one first then
        }
        registrar.complete();
    }

    /** The server may live on, in a parent of the context that ends. */
    @Override
    public void destroy() {
        HandlerRegistrar registrar = registered;
        if (registrar != null) {
            registrar.remove();
        }
    }

    private static void register(HandlerBean bean, HandlerRegistrar registrar) {
        HandlerMethods methods = HandlerMethods.of(bean.type());
        boolean isAdvice = ControllerAdvices.isAdvice(bean.type());
        if (!methods.isEmpty() && !(isAdvice && methods.areExceptionHandlersOnly())) {
            registrar.register(bean, bean.type(), methods, bean.order());
            logger.debug("{} handles events with {}", bean, methods);
        }
    }

    /** Spring's own beans are many and have no handlers. */
    private static boolean isCandidate(Class<?> type) {
        return AnnotationUtils.isCandidateClass(type, ANNOTATIONS)
                && !(type.getName().startsWith("org.springframework.")
                        && !AnnotatedElementUtils.isAnnotated(type, Component.class));
    }

    /** Settings of a processor; none is needed. Confined to its caller. */
    public static final class Builder {

        private final SocketIoServer server;
        private List<SocketArgumentResolver> resolvers = List.of();
        private List<String> describingAnnotations = List.of();
        private HandlerExecutors executors = new HandlerExecutors(ExecutionMode.EVENT_LOOP, null);
        private @Nullable Validator validator;
        private @Nullable ConversionService conversionService;

        private Builder(SocketIoServer server) {
            this.server = server;
        }

        /** For parameters of other kinds, in the order of asking. */
        public Builder resolvers(List<SocketArgumentResolver> inOrder) {
            resolvers = List.copyOf(inOrder);
            return this;
        }

        /**
         * Annotations on parameters that describe arguments of the client, and do not say where a value comes from: their names, or those
         * of packages. Those of validation, JSON, nullness and documentation are known; any other stops the start on a parameter that
         * nothing resolves.
         */
        public Builder describingAnnotations(List<String> names) {
            describingAnnotations = List.copyOf(names);
            return this;
        }

        /** For arguments marked as {@code @Valid} or with constraints. None unless set: a warning says what is not validated. */
        public Builder validator(@Nullable Validator forArguments) {
            validator = forArguments;
            return this;
        }

        /** For variables of namespaces. {@link DefaultFormattingConversionService} unless set. */
        public Builder conversionService(@Nullable ConversionService forVariables) {
            conversionService = forVariables;
            return this;
        }

        /** Where methods run. In the socket's lane unless set. */
        public Builder executors(HandlerExecutors byMode) {
            executors = byMode;
            return this;
        }

        public SocketHandlerMethodProcessor build() {
            return new SocketHandlerMethodProcessor(this);
        }

        private ConversionService conversionService() {
            return conversionService != null ? conversionService : new DefaultFormattingConversionService();
        }
    }
}
