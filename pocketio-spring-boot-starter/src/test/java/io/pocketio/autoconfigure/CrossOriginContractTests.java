package io.pocketio.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.web.reactive.function.server.RequestPredicates.path;

import io.pocketio.SocketIoServer;
import io.pocketio.webflux.EngineHandlerFunction;
import io.pocketio.webflux.RawHttp;
import io.pocketio.webflux.RawWebSocket;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.config.CorsRegistry;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;

/** Pages of other origins, as browsers let them ask. */
@Timeout(60)
abstract class CrossOriginContractTests {

    private static final String WEBSOCKET = "/socket.io/?EIO=4&transport=websocket";
    private static final String POLLING = "/socket.io/?EIO=4&transport=polling";
    private static final String FOREIGN = "Origin: https://evil.example";

    private final Class<?> server;
    private @Nullable ConfigurableApplicationContext application;

    CrossOriginContractTests(Class<?> server) {
        this.server = server;
    }

    @AfterEach
    void stop() {
        if (application != null) {
            application.close();
        }
    }

    @Test
    void refusesWebSocketsOfOtherOriginsUnlessOriginsAreNamed() throws Exception {
        start();

        try (RawWebSocket socket = webSocket(FOREIGN)) {
            assertThat(socket.upgrade().status()).isEqualTo(403);
            assertThat(socket.upgrade().body()).isEqualTo("Forbidden");
        }
        assertThat(upgrade("Origin: null")).isEqualTo(403);
        assertThat(upgrade("Origin: evil.example")).isEqualTo(403);
        assertThat(upgrade("Origin: http://localhost:1")).isEqualTo(403);
    }

    @Test
    void opensWebSocketsOfItsOwnPagesAndOfClientsThatAreNoBrowsers() throws Exception {
        start();

        assertThat(upgrade()).isEqualTo(101);
        assertThat(upgrade("Origin: http://localhost")).isEqualTo(101);
        assertThat(upgrade("Origin: localhost")).isEqualTo(101);
        assertThat(upgrade("Origin: ws://localhost")).isEqualTo(101);
    }

    @Test
    void refusesToUpgradeASessionForAPageOfAnotherOrigin() throws Exception {
        start();
        String sid = poll().body().substring(9).replaceAll("\".*", "");

        try (RawWebSocket socket = new RawWebSocket(port(), WEBSOCKET + "&sid=" + sid, FOREIGN)) {
            assertThat(socket.upgrade().status()).isEqualTo(403);
        }
        try (RawWebSocket socket = new RawWebSocket(port(), WEBSOCKET + "&sid=" + sid, "Origin: http://localhost")) {
            assertThat(socket.upgrade().status()).isEqualTo(101);
        }
    }

    @Test
    void leavesItToBrowsersWhoReadsPolls() throws Exception {
        start();

        RawHttp.Response answer = poll(FOREIGN);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers()).noneMatch(header -> header.startsWith("access-control-"));
    }

    @Test
    void opensToAllWhereAllAreNamed() throws Exception {
        start("pocketio.cors.allowed-origins=*");

        assertThat(upgrade(FOREIGN)).isEqualTo(101);
        assertThat(upgrade("Origin: null")).isEqualTo(101);
        assertThat(upgrade("Origin: 127.0.0.1:28159")).isEqualTo(101);
        assertThat(poll(FOREIGN).headers()).contains("access-control-allow-origin: *");
    }

    @Test
    void opensToThoseThatAreNamedAndToItsOwn() throws Exception {
        start("pocketio.cors.allowed-origins=https://good.example", "pocketio.cors.allow-credentials=true");

        assertThat(upgrade("Origin: https://good.example")).isEqualTo(101);
        assertThat(upgrade("Origin: http://localhost")).isEqualTo(101);
        assertThat(upgrade("Origin: localhost")).isEqualTo(101);
        assertThat(upgrade("Origin: https://localhost")).isEqualTo(101);
        assertThat(upgrade(FOREIGN)).isEqualTo(403);
        assertThat(upgrade("Origin: null")).isEqualTo(403);
        assertThat(poll("Origin: https://localhost").status()).isEqualTo(200);
        assertThat(poll(FOREIGN).status()).isEqualTo(403);
    }

    @Test
    void opensToPagesThatAppsBringAlongWhereTheyAreNamed() throws Exception {
        start("pocketio.cors.allowed-origins=capacitor://localhost,null");

        assertThat(upgrade("Origin: capacitor://localhost")).isEqualTo(101);
        assertThat(upgrade("Origin: null")).isEqualTo(101);
        assertThat(upgrade("Origin: ionic://localhost")).isEqualTo(403);
        assertThat(upgrade(FOREIGN)).isEqualTo(403);
    }

    @Test
    void opensToAllWhereThePatternIsForAll() throws Exception {
        start("pocketio.cors.allowed-origin-patterns=*");

        assertThat(upgrade(FOREIGN)).isEqualTo(101);
        assertThat(upgrade("Origin: null")).isEqualTo(101);
        assertThat(upgrade("Origin: capacitor://localhost")).isEqualTo(101);
    }

    @Test
    void comparesWithWhatProxiesSayWhereTheyAreBelieved() throws Exception {
        start("server.forward-headers-strategy=framework", "pocketio.cors.allowed-origins=https://good.example");
        String host = "X-Forwarded-Host: app.example";

        assertThat(upgrade(host, "X-Forwarded-Proto: https", "Origin: https://app.example"))
                .isEqualTo(101);
        assertThat(upgrade(host, "X-Forwarded-Proto: wss", "Origin: https://app.example"))
                .isEqualTo(101);
        assertThat(upgrade(host, "X-Forwarded-Proto: https", "Origin: http://app.example"))
                .isEqualTo(403);
        assertThat(upgrade(host, "X-Forwarded-Proto: https", "Origin: https://localhost"))
                .isEqualTo(403);
    }

    @Test
    void doesNotBelieveProxiesUnlessToldTo() throws Exception {
        start("server.forward-headers-strategy=none");

        assertThat(upgrade("X-Forwarded-Host: evil.example", "X-Forwarded-Proto: https", FOREIGN))
                .isEqualTo(403);
    }

    @Test
    void goesByTheCorsSettingsOfTheWholeApplication() throws Exception {
        start(ApplicationCors.class);

        assertThat(upgrade("Origin: https://good.example")).isEqualTo(101);
        assertThat(upgrade(FOREIGN)).isEqualTo(403);
    }

    @Test
    void holdsForARouteOfTheApplicationsOwn() throws Exception {
        start(OwnRoute.class, "pocketio.cors.allowed-origins=https://good.example");
        String good = "Origin: https://good.example";
        String allowed = "access-control-allow-origin: https://good.example";

        assertThat(upgrade(good)).isEqualTo(101);
        assertThat(upgrade("Origin: https://localhost")).isEqualTo(101);
        assertThat(upgrade(FOREIGN)).isEqualTo(403);
        assertThat(poll(good).headers()).contains("x-own: route", allowed);
        assertThat(poll("Origin: https://localhost").status()).isEqualTo(200);
        assertThat(poll(FOREIGN).status()).isEqualTo(403);
        RawHttp.Response preflight = request("OPTIONS", good, "Access-Control-Request-Method: POST");
        assertThat(preflight.status()).isEqualTo(200);
        assertThat(preflight.headers()).contains(allowed);
    }

    @Test
    void keepsScriptsFromPagesOfOtherOrigins() throws Exception {
        start("pocketio.allow-jsonp=true");

        assertThat(script()).isEqualTo(200);
        assertThat(script("Referer: http://localhost/page")).isEqualTo(200);
        assertThat(script("Origin: http://localhost", "Referer: https://evil.example/"))
                .isEqualTo(200);
        assertThat(script("Sec-Fetch-Site: same-origin")).isEqualTo(200);
        assertThat(script("Sec-Fetch-Site: cross-site")).isEqualTo(403);
        assertThat(script("Sec-Fetch-Site: same-site")).isEqualTo(403);
        assertThat(script("Referer: https://evil.example/page")).isEqualTo(403);
        assertThat(script("Referer: https://evil.example/http://localhost/")).isEqualTo(403);
        assertThat(script("Referer: http://localhost.evil.example/")).isEqualTo(403);
        assertThat(script(FOREIGN)).isEqualTo(403);
        assertThat(script("Origin: null")).isEqualTo(403);
    }

    @Test
    void hasScriptsForPagesThatAreNamed() throws Exception {
        start("pocketio.allow-jsonp=true", "pocketio.cors.allowed-origins=https://good.example");

        assertThat(script("Referer: https://good.example/page?of=http://evil.example"))
                .isEqualTo(200);
        assertThat(script("Origin: https://good.example")).isEqualTo(200);
        assertThat(script("Referer: http://localhost/page")).isEqualTo(200);
        assertThat(script("Referer: https://evil.example/https://good.example")).isEqualTo(403);
        assertThat(script("Referer: http://good.example/")).isEqualTo(403);
        assertThat(script(FOREIGN)).isEqualTo(403);
    }

    @Test
    void hasNoScriptsUnlessTold() throws Exception {
        start();

        assertThat(script()).isEqualTo(400);
        assertThat(script("Referer: https://evil.example/page")).isEqualTo(400);
    }

    private void start(String... properties) {
        start(Application.class, properties);
    }

    private void start(Class<?> configuration, String... properties) {
        List<String> all = new ArrayList<>(List.of(properties));
        all.add("server.port=0");
        all.add("spring.main.web-application-type=reactive");
        all.add("spring.reactor.netty.shutdown-quiet-period=0s");
        application = new SpringApplicationBuilder(Application.class, configuration, server)
                .properties(all.toArray(String[]::new))
                .run();
    }

    private int port() {
        return Integer.parseInt(Objects.requireNonNull(
                Objects.requireNonNull(application).getEnvironment().getProperty("local.server.port")));
    }

    private RawWebSocket webSocket(String... headers) throws IOException {
        return new RawWebSocket(port(), WEBSOCKET, headers);
    }

    private int upgrade(String... headers) throws IOException {
        try (RawWebSocket socket = webSocket(headers)) {
            return socket.upgrade().status();
        }
    }

    private RawHttp.Response poll(String... headers) throws IOException {
        return request("GET", headers);
    }

    private int script(String... headers) throws IOException {
        return requestTo(POLLING + "&j=0", "GET", headers).status();
    }

    private RawHttp.Response request(String method, String... headers) throws IOException {
        return requestTo(POLLING, method, headers);
    }

    private RawHttp.Response requestTo(String target, String method, String... headers) throws IOException {
        try (RawHttp client = new RawHttp(port())) {
            List<String> lines = new ArrayList<>(List.of(method + " " + target + " HTTP/1.1", "Host: localhost"));
            lines.addAll(List.of(headers));
            return client.send(lines.toArray(String[]::new)).readResponse();
        }
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class Application {}

    @Configuration(proxyBeanMethods = false)
    static class OwnRoute {

        @Bean
        RouterFunction<ServerResponse> socketIoRouterFunction(SocketIoServer io) {
            return RouterFunctions.route()
                    .route(path("/socket.io/**"), new EngineHandlerFunction(io.engine()))
                    .before(request -> {
                        request.exchange().getResponse().getHeaders().add("x-own", "route");
                        return request;
                    })
                    .build();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class ApplicationCors {

        @Bean
        WebFluxConfigurer cors() {
            return new WebFluxConfigurer() {
                @Override
                public void addCorsMappings(CorsRegistry registry) {
                    registry.addMapping("/**").allowedOrigins("https://good.example");
                }
            };
        }
    }
}
