package io.pocketio.autoconfigure;

import io.pocketio.Broadcast;
import io.pocketio.ConnectMiddleware;
import io.pocketio.EventMiddleware;
import io.pocketio.HandlerInterceptor;
import io.pocketio.Namespace;
import io.pocketio.RecoveryListener;
import io.pocketio.Rooms;
import io.pocketio.SocketIoServer;
import io.pocketio.adapter.AdapterFactory;
import io.pocketio.annotation.discovery.SocketHandlerMethodProcessor;
import io.pocketio.annotation.support.SocketArgumentResolver;
import io.pocketio.engine.AllowRequest;
import io.pocketio.engine.EngineOptions;
import io.pocketio.engine.ReactiveSessionIdGenerator;
import io.pocketio.engine.ResponseHeadersHook;
import io.pocketio.engine.SessionIdGenerator;
import io.pocketio.json.JsonCodec;
import io.pocketio.protocol.PacketCodec;
import io.pocketio.server.SocketIoServerBuilder;
import java.util.concurrent.Executor;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.SearchStrategy;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Primary;
import org.springframework.core.convert.ConversionService;
import org.springframework.core.env.Environment;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.Validator;

/**
 * Auto-configuration of the Socket.IO server and of what the application's beans use it through.
 *
 * <p>Beans of these types are picked up: {@link AllowRequest}, {@link SessionIdGenerator} or {@link ReactiveSessionIdGenerator},
 * {@link AdapterFactory}, {@link JsonCodec}, {@link PacketCodec}, {@link SocketArgumentResolver}; in their order {@link
 * ResponseHeadersHook}, {@link RecoveryListener}, {@link HandlerInterceptor} and, for all namespaces, {@link ConnectMiddleware} and
 * {@link EventMiddleware}; and {@link SocketIoServerCustomizer}, which have the last word. For one namespace alone a bean injects the
 * {@link SocketIoServer} and calls {@code of("/name").use(…)} while it is made.
 *
 * @since 0.1
 */
@AutoConfiguration(after = {PocketIoJsonAutoConfiguration.class, TaskExecutionAutoConfiguration.class})
@ConditionalOnBooleanProperty(name = "pocketio.enabled", matchIfMissing = true)
@Conditional(OnServerCapableApplication.class)
@EnableConfigurationProperties(PocketIoProperties.class)
public final class PocketIoAutoConfiguration {

    private static final String DEBUG_CATEGORY = "io.pocketio";
    private static final String CONNECTION_DEBUG_CATEGORY = "io.pocketio.engine";

    PocketIoAutoConfiguration(PocketIoProperties properties, ObjectProvider<LoggingSystem> loggingSystem) {
        properties.validate();
        if (properties.debug()) {
            loggingSystem.ifAvailable(logging -> logging.setLogLevel(DEBUG_CATEGORY, LogLevel.DEBUG));
        }
        if (properties.connectionDebug()) {
            loggingSystem.ifAvailable(logging -> logging.setLogLevel(CONNECTION_DEBUG_CATEGORY, LogLevel.DEBUG));
        }
    }

    /** Closed by its lifecycle, which does not wait for ever; what Spring would infer from its {@code close()} does. */
    @Bean(destroyMethod = "")
    @ConditionalOnMissingBean
    SocketIoServer socketIoServer(
            PocketIoProperties properties,
            ObjectProvider<JsonCodec> jsonCodec,
            ObjectProvider<PacketCodec> packetCodec,
            ObjectProvider<AdapterFactory> adapter,
            ObjectProvider<HandlerInterceptor> interceptors,
            ObjectProvider<SocketIoServerCustomizer> customizers,
            ListableBeanFactory beans,
            ApplicationEventPublisher events) {
        SocketIoServerBuilder builder = SocketIoServerBuilder.create()
                .engine(engineOptions(properties))
                .connectTimeout(properties.connectTimeout())
                .ackTimeout(properties.ackTimeout())
                .maxAttachments(properties.maxAttachments())
                .maxNestingDepth(properties.maxNestingDepth())
                .maxPendingEvents(properties.maxPendingEvents())
                .maxNamespacesPerConnection(properties.maxNamespacesPerConnection())
                .maxChildNamespaces(properties.maxChildNamespaces())
                .cleanupEmptyChildNamespaces(properties.cleanupEmptyChildNamespaces())
                .blockingWarning(properties.handlers().blockingWarning())
                .onBlockedHandler(HandlerThreads::warn);
        jsonCodec.ifAvailable(builder::jsonCodec);
        ParserChoice.addTo(builder, properties, packetCodec.getIfAvailable());
        adapter.ifAvailable(builder::adapter);
        interceptors.orderedStream().forEach(builder::handlerInterceptor);
        EngineHooks.addTo(builder, beans, events);
        RecoveryHooks.addTo(builder, properties.connectionStateRecovery(), beans, events);
        customizers.orderedStream().forEach(customizer -> customizer.customize(builder));
        return builder.build();
    }

    private static EngineOptions engineOptions(PocketIoProperties properties) {
        return EngineOptions.of(options -> {
            options.transports(properties.transports())
                    .pingInterval(properties.pingInterval())
                    .pingTimeout(properties.pingTimeout())
                    .upgradeTimeout(properties.upgradeTimeout())
                    .firstPollTimeout(properties.firstPollTimeout())
                    .maxHandshakeSize((int) properties.maxHandshakeSize().toBytes())
                    .maxHttpBufferSize((int) properties.maxHttpBufferSize().toBytes())
                    .maxOutboundBuffer(properties.maxOutboundBuffer().toBytes())
                    .allowUpgrades(properties.allowUpgrades())
                    .allowOlderClients(properties.allowOlderClients())
                    .legacy(properties.legacy().toLegacyOptions())
                    .httpCompression(properties.httpCompression().toCompression())
                    .perMessageDeflate(properties.perMessageDeflate().toCompression())
                    .cookie(properties.cookie().toHandshakeCookie());
            DataSize total = properties.maxTotalOutboundBuffer();
            if (total != null) {
                options.maxTotalOutboundBuffer(total.toBytes());
            }
            Integer sessions = properties.maxSessions();
            if (sessions != null) {
                options.maxSessions(sessions);
            }
            Boolean jsonp = properties.allowJsonp();
            if (jsonp != null) {
                options.allowJsonp(jsonp);
            }
            DataSize totalInbound = properties.maxTotalInboundBuffer();
            if (totalInbound != null) {
                options.maxTotalInboundBuffer(totalInbound.toBytes());
            }
        });
    }

    /**
     * A namespace is a broadcast too: beans for other namespaces neither replace this one nor, as it is no namespace itself, are
     * mistaken for it.
     */
    @Bean
    @Primary
    @ConditionalOnMissingBean(ignored = Namespace.class)
    Broadcast socketIoBroadcast(SocketIoServer server) {
        return server.compress(true); // the default, and to all
    }

    @Bean
    @ConditionalOnMissingBean
    Rooms socketIoRooms(SocketIoServer server) {
        return server.rooms();
    }

    /** Of each context, because it sees the beans of its own context only. */
    @Bean
    @ConditionalOnMissingBean(search = SearchStrategy.CURRENT)
    SocketHandlerMethodProcessor socketHandlerMethodProcessor(
            SocketIoServer server,
            ObjectProvider<SocketArgumentResolver> resolvers,
            ObjectProvider<Validator> validators,
            @Qualifier("webFluxValidator") ObjectProvider<Validator> webFluxValidator,
            @Qualifier("webFluxConversionService") ObjectProvider<ConversionService> conversionService,
            ConfigurableBeanFactory beans,
            @Qualifier(TaskExecutionAutoConfiguration.APPLICATION_TASK_EXECUTOR_BEAN_NAME)
                    ObjectProvider<Executor> taskExecutor,
            Environment environment,
            PocketIoProperties properties) {
        Validator validator = validators.getIfUnique();
        HandlerThreads threads = new HandlerThreads(properties.handlers(), environment);
        return SocketHandlerMethodProcessor.builder(server)
                .resolvers(resolvers.orderedStream().toList())
                .validator(validator != null ? validator : webFluxValidator.getIfAvailable())
                .conversionService(conversionService.getIfAvailable(() -> conversionService(beans)))
                .executors(threads.executors(taskExecutor))
                .describingAnnotations(properties.handlers().describingAnnotations())
                .build();
    }

    private static ConversionService conversionService(ConfigurableBeanFactory beans) {
        ConversionService ofContext = beans.getConversionService();
        return ofContext != null ? ofContext : ApplicationConversionService.getSharedInstance();
    }

    @Bean
    @ConditionalOnMissingBean(search = SearchStrategy.CURRENT)
    MiddlewareRegistrar socketIoMiddlewareRegistrar(
            SocketIoServer server,
            ObjectProvider<ConnectMiddleware> ofConnections,
            ObjectProvider<EventMiddleware> ofEvents) {
        return new MiddlewareRegistrar(server, ofConnections, ofEvents);
    }

    /** Of the topmost context alone: its events would come twice from a child. */
    @Bean
    @ConditionalOnMissingBean
    NamespaceEvents socketIoNamespaceEvents(SocketIoServer server, ApplicationEventPublisher events) {
        return new NamespaceEvents(server, events);
    }

    /** Of the context that the server belongs to, and of no other: that of a child must not close it. */
    @Bean
    @ConditionalOnBean(value = SocketIoServer.class, search = SearchStrategy.CURRENT)
    @ConditionalOnMissingBean(search = SearchStrategy.CURRENT)
    SocketIoServerLifecycle socketIoServerLifecycle(SocketIoServer server, PocketIoProperties properties) {
        return new SocketIoServerLifecycle(server, properties.drainTime());
    }
}
