package io.pocketio.interop;

import static org.springframework.web.reactive.function.server.RequestPredicates.path;

import com.example.bus.Bus;
import io.pocketio.ConnectRejectedException;
import io.pocketio.SocketIoServer;
import io.pocketio.autoconfigure.SocketIoServerCustomizer;
import io.pocketio.engine.CloseReason;
import io.pocketio.engine.EngineOptions;
import io.pocketio.engine.EngineServer;
import io.pocketio.engine.EngineSession;
import io.pocketio.engine.HandshakeCookie;
import io.pocketio.engine.SessionListener;
import io.pocketio.engine.TransportType;
import io.pocketio.engine.packet.EnginePacket;
import io.pocketio.engine.packet.Frame;
import io.pocketio.engine.session.EngineServerBuilder;
import io.pocketio.webflux.EngineHandlerFunction;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** What the clients of the tests talk to; {@code reference-server.js} is the same for the reference server. */
@SpringBootApplication(proxyBeanMethods = false)
class InteropApplication {

    /** Own event loops: the global ones end with the first application in this virtual machine that is closed. */
    @Bean
    ReactorResourceFactory reactorResourceFactory() {
        ReactorResourceFactory resources = new ReactorResourceFactory();
        resources.setUseGlobalResources(false);
        resources.setShutdownQuietPeriod(Duration.ZERO);
        return resources;
    }

    /** The nodes of the cluster are in this virtual machine, unless there is a Redis between them. */
    private static final Bus BUS = new Bus();

    @Bean
    SocketIoServerCustomizer cluster(Environment environment) {
        return builder -> {
            if (environment.containsProperty("interop.node")
                    && !environment.containsProperty("pocketio.adapter.type")) {
                builder.adapter(BUS.adapters());
            }
        };
    }

    @Bean
    InitializingBean namespaces(SocketIoServer io) {
        return () -> {
            io.of("/watch");
            io.of("/auth").use(socket -> Mono.error(new ConnectRejectedException("nope", Map.of("a", 1))));
            io.of("/login")
                    .use(socket -> "secret".equals(socket.handshake().auth("token", Object.class))
                            ? Mono.empty()
                            : Mono.error(new ConnectRejectedException("not authorized")));
            io.of("/greeting").use(socket -> {
                socket.emit("early");
                return Mono.empty();
            });
            io.of("/greeting").onConnect(socket -> {
                socket.emit("welcome", 1);
                socket.emit("welcome", new byte[] {1, 2, 3}, Map.of("deep", new byte[][] {{4, 5}}));
            });
        };
    }

    /** Plain Engine.IO, by path. */
    @Bean
    Map<String, EngineServer> engines(SocketIoServer io) {
        EngineOptions given = io.engine().options();
        Map<String, EngineServer> engines = new LinkedHashMap<>();
        engines.put("/engine.io/", echo(given, options -> {}).build());
        engines.put(
                "/cookie/",
                echo(given, options -> options.cookie(HandshakeCookie.defaults()))
                        .build());
        engines.put(
                "/guarded/",
                echo(given, options -> {})
                        .allowRequest(
                                request -> Mono.justOrEmpty(request.query().get("refuse")))
                        .build());
        engines.put(
                "/without-ids/",
                echo(given, options -> {})
                        .sessionIds(() -> {
                            throw new IllegalStateException("on purpose: no ids");
                        })
                        .build());
        engines.put(
                "/polling-only/",
                echo(given, options -> options.transports(Set.of(TransportType.POLLING)))
                        .build());
        engines.put(
                "/no-upgrades/",
                echo(given, options -> options.allowUpgrades(false)).build());
        return engines;
    }

    private static EngineServerBuilder echo(EngineOptions given, Consumer<EngineOptions.Builder> settings) {
        return EngineServerBuilder.create(Echo::new).options(EngineOptions.of(options -> {
            options.pingInterval(given.pingInterval());
            options.pingTimeout(given.pingTimeout());
            options.upgradeTimeout(given.upgradeTimeout());
            settings.accept(options);
        }));
    }

    @Bean
    RouterFunction<ServerResponse> engineRoutes(Map<String, EngineServer> engines) {
        RouterFunctions.Builder routes = RouterFunctions.route();
        engines.forEach((path, engine) -> routes.route(path(path), new EngineHandlerFunction(engine)));
        return routes.build();
    }

    /** Sends back each message, and closes on request. */
    private record Echo(EngineSession session) implements SessionListener {

        @Override
        public void message(Frame message) {
            if (message.isBinary()) {
                session.send(EnginePacket.message(message.toByteArray()));
            } else if (message.asText().equals("close")) {
                session.close();
            } else {
                session.send(EnginePacket.message(message.asText()));
            }
        }

        @Override
        public void closed(CloseReason reason, @Nullable Throwable cause) {}
    }
}
