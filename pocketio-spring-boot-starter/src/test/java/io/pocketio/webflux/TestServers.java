package io.pocketio.webflux;

import java.net.InetAddress;
import org.apache.tomcat.websocket.server.WsContextListener;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.tomcat.reactive.TomcatReactiveWebServerFactory;
import org.springframework.boot.web.server.WebServer;
import org.springframework.boot.web.server.WebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.server.reactive.ConfigurableReactiveWebServerFactory;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.web.reactive.function.server.HandlerStrategies;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.server.WebFilter;

/** The servers as Boot makes them, on a free port. */
public enum TestServers {
    NETTY {
        @Override
        public WebServer create(HttpHandler handler) {
            NettyReactiveWebServerFactory factory = new NettyReactiveWebServerFactory(0);
            factory.setAddress(InetAddress.getLoopbackAddress());
            return factory.getWebServer(handler);
        }
    },
    TOMCAT {
        @Override
        public WebServer create(HttpHandler handler) {
            TomcatReactiveWebServerFactory factory = new TomcatReactiveWebServerFactory(0);
            factory.setAddress(InetAddress.getLoopbackAddress());
            factory.addContextCustomizers(context -> context.addApplicationListener(WsContextListener.class.getName()));
            return factory.getWebServer(handler);
        }
    },

    /** Not on the class path of most tests, and so not on the compiler's. */
    JETTY {
        @Override
        public WebServer create(HttpHandler handler) {
            String customizer =
                    "org.springframework.boot.jetty.autoconfigure.reactive.WebSocketJettyReactiveWebServerFactoryCustomizer";
            try {
                ConfigurableReactiveWebServerFactory factory = (ConfigurableReactiveWebServerFactory)
                        Class.forName("org.springframework.boot.jetty.reactive.JettyReactiveWebServerFactory")
                                .getConstructor(int.class)
                                .newInstance(0);
                factory.setAddress(InetAddress.getLoopbackAddress());
                customize(factory, (WebServerFactoryCustomizer<?>)
                        Class.forName(customizer).getConstructor().newInstance());
                return factory.getWebServer(handler);
            } catch (ReflectiveOperationException absent) {
                throw new IllegalStateException("Jetty is not on the class path", absent);
            }
        }

        @SuppressWarnings("unchecked")
        private <T extends WebServerFactory> void customize(T factory, WebServerFactoryCustomizer<?> customizer) {
            ((WebServerFactoryCustomizer<T>) customizer).customize(factory);
        }
    };

    public abstract WebServer create(HttpHandler handler);

    /** Started; to be stopped by the caller. */
    public WebServer start(RouterFunction<?> routes, WebFilter... filters) {
        HandlerStrategies.Builder strategies = HandlerStrategies.builder();
        for (WebFilter filter : filters) {
            strategies.webFilter(filter);
        }
        WebServer server = create(RouterFunctions.toHttpHandler(routes, strategies.build()));
        server.start();
        return server;
    }
}
