package io.pocketio.autoconfigure;

import static org.springframework.web.reactive.function.server.RequestPredicates.path;

import io.pocketio.SocketIoServer;
import io.pocketio.engine.EngineOptions;
import io.pocketio.engine.TransportType;
import io.pocketio.webflux.ClientFilesHandlerFunction;
import io.pocketio.webflux.EngineHandlerFunction;
import io.pocketio.webflux.LegacyHandlerFunction;
import java.util.StringJoiner;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.autoconfigure.condition.SearchStrategy;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.webflux.autoconfigure.WebFluxProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.core.annotation.Order;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * Auto-configuration of the route that serves Socket.IO in a WebFlux application: polling, the WebSocket upgrade and the
 * browser client, all below {@code pocketio.path}.
 *
 * @since 0.1
 */
@AutoConfiguration(after = PocketIoAutoConfiguration.class)
@ConditionalOnBooleanProperty(name = "pocketio.enabled", matchIfMissing = true)
@ConditionalOnWebApplication(type = Type.REACTIVE)
@ConditionalOnBean(SocketIoServer.class)
@EnableConfigurationProperties(PocketIoProperties.class)
@ImportRuntimeHints(PocketIoWebFluxAutoConfiguration.ClientFilesHints.class)
public final class PocketIoWebFluxAutoConfiguration {

    private static final Logger logger = LoggerFactory.getLogger(PocketIoWebFluxAutoConfiguration.class);

    static final String ROUTE = "socketIoRouterFunction";

    /**
     * Before the application's own routes, one of which may take all paths. What is no file is the engine's to answer. A route
     * of a parent context is the parent's: it may serve another server.
     */
    @Bean
    @ConditionalOnMissingBean(name = ROUTE, search = SearchStrategy.CURRENT)
    @Order(0)
    RouterFunction<ServerResponse> socketIoRouterFunction(
            SocketIoServer server,
            PocketIoProperties properties,
            ObjectProvider<WebFluxProperties> webFlux,
            ObjectProvider<BorrowedServerRoute> borrowed) {
        String path = properties.path();
        RouterFunctions.Builder routes = RouterFunctions.route();
        if (properties.serveClient()) {
            ClientFilesHandlerFunction files = new ClientFilesHandlerFunction();
            routes.route(path(path + "/*").and(files.predicate()), files);
        }
        BorrowedServerRoute route = borrowed.getIfAvailable();
        UnaryOperator<HandlerFunction<ServerResponse>> marked =
                route != null && route.isTo(server) ? route::of : UnaryOperator.identity();
        if (server.engine().options().allowOlderClients()) {
            routes.route(
                    path(path + LegacyHandlerFunction.PATH), marked.apply(new LegacyHandlerFunction(server.engine())));
        }
        routes.route(path(path + "/**"), marked.apply(new EngineHandlerFunction(server.engine())));
        logEndpoint(server, path, webFlux.getIfAvailable());
        return routes.build();
    }

    @Bean
    static CorsOfRoute socketIoCorsOfRoute(ObjectProvider<PocketIoProperties> properties) {
        return new CorsOfRoute(properties);
    }

    /** Of a context that serves the server of a parent. */
    @Bean
    @ConditionalOnMissingBean(
            value = {SocketIoServer.class, BorrowedServerRoute.class},
            search = SearchStrategy.CURRENT)
    BorrowedServerRoute socketIoBorrowedServerRoute(SocketIoServer server) {
        return new BorrowedServerRoute(server);
    }

    private static void logEndpoint(SocketIoServer server, String path, @Nullable WebFluxProperties webFlux) {
        String basePath = webFlux == null || webFlux.getBasePath() == null ? "" : webFlux.getBasePath();
        EngineOptions options = server.engine().options();
        logger.info(
                "Socket.IO endpoint {}{} ({}), for at most {} sessions",
                basePath,
                path,
                ways(options),
                options.maxSessions());
    }

    /** By what clients may come. What is less safe than the rest is named when it has been allowed. */
    private static StringJoiner ways(EngineOptions options) {
        StringJoiner ways = new StringJoiner(", ");
        for (TransportType transport : TransportType.values()) {
            if (options.transports().contains(transport)) {
                ways.add(transport.wireName());
            }
        }
        if (options.allowOlderClients()) {
            ways.add("older clients");
        }
        if (options.allowJsonp()) {
            ways.add("JSONP");
        }
        return ways;
    }

    /** A native image has no files but those that it is told of. */
    static final class ClientFilesHints implements RuntimeHintsRegistrar {

        @Override
        public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
            hints.resources().registerPattern("io/pocketio/client/*");
        }
    }
}
