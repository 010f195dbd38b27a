package io.pocketio.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;

import io.pocketio.OnJava21;
import io.pocketio.SocketIoSocket;
import io.pocketio.annotation.OnConnect;
import io.pocketio.annotation.SocketController;
import io.pocketio.annotation.SocketEvent;
import io.socket.client.Ack;
import io.socket.client.IO;
import io.socket.client.Socket;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.json.JSONObject;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.reactive.function.server.RequestPredicates;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** An application as users have it: auto-configured, on a port of its own. */
@ExtendWith(OutputCaptureExtension.class)
class ServedApplicationTests {

    private static final String POLL = "/?EIO=4&transport=polling";
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final List<AutoCloseable> opened = new ArrayList<>();

    private @Nullable ConfigurableApplicationContext application;

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable resource : opened) {
            resource.close();
        }
        if (application != null) {
            application.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"polling", "websocket", "polling,websocket"})
    void acknowledgesEventsOfTheJavaClient(String transports) throws Exception {
        start();
        Socket client = client("/chat", transports, "alice");

        assertThat(callback(client, "greet", new JSONObject(Map.of("name", "bob"))))
                .isEqualTo("{\"text\":\"hello bob, alice is here\"}");
    }

    @Test
    void servesThePathWithAndWithoutASlashAtItsEnd() throws Exception {
        start();

        assertThat(get("/socket.io/?EIO=4&transport=polling").statusCode()).isEqualTo(200);
        assertThat(get("/socket.io?EIO=4&transport=polling").statusCode()).isEqualTo(200);
    }

    @Test
    void servesAnotherPath() throws Exception {
        start("pocketio.path=/live/chat");

        assertThat(get("/live/chat" + POLL).statusCode()).isEqualTo(200);
        assertThat(get("/socket.io" + POLL).statusCode()).isEqualTo(404);
    }

    @Test
    void servesBelowTheBasePath(CapturedOutput output) throws Exception {
        start("spring.webflux.base-path=/api");

        assertThat(get("/api/socket.io" + POLL).statusCode()).isEqualTo(200);
        assertThat(get("/api/socket.io/socket.io.js").statusCode()).isEqualTo(200);
        assertThat(get("/socket.io" + POLL).statusCode()).isEqualTo(404);
        assertThat(output).contains("Socket.IO endpoint /api/socket.io (polling, websocket)");
    }

    @Test
    void saysOnceWhereItServes(CapturedOutput output) {
        start("pocketio.transports=websocket", "pocketio.max-sessions=123");

        assertThat(output).containsOnlyOnce("Socket.IO endpoint /socket.io (websocket), for at most 123 sessions");
    }

    @Test
    void saysThatItLetsOlderClientsIn(CapturedOutput output) {
        start("pocketio.allow-older-clients=true", "pocketio.allow-jsonp=false");

        assertThat(output).contains("Socket.IO endpoint /socket.io (polling, websocket, older clients), for");
    }

    @Test
    void saysThatItAnswersScripts(CapturedOutput output) {
        start("pocketio.allow-jsonp=true");

        assertThat(output).contains("Socket.IO endpoint /socket.io (polling, websocket, JSONP), for");
    }

    @Test
    void servesTheBrowserClient() throws Exception {
        start();

        HttpResponse<String> script = get("/socket.io/socket.io.js");

        assertThat(script.statusCode()).isEqualTo(200);
        assertThat(script.headers().firstValue("content-type")).hasValue("application/javascript; charset=utf-8");
    }

    @Test
    void leavesTheBrowserClientOutWhenToldTo() throws Exception {
        start("pocketio.serve-client=false");

        assertThat(get("/socket.io/socket.io.js").body()).isEqualTo("{\"code\":0,\"message\":\"Transport unknown\"}");
    }

    @Test
    void answersUnknownFilesAsTheEngineDoes() throws Exception {
        start();

        HttpResponse<String> answer = get("/socket.io/other.js");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).isEqualTo("{\"code\":0,\"message\":\"Transport unknown\"}");
    }

    @Test
    void comesBeforeRoutesThatTakeEverything() throws Exception {
        start(List.of(CatchAllRoute.class));

        assertThat(get("/socket.io" + POLL).body()).startsWith("0{");
        assertThat(get("/socket.io/socket.io.js").body()).contains("Socket.IO");
        assertThat(get("/anything").body()).isEqualTo("route");
    }

    @Test
    void comesBeforeControllersThatTakeEverything() throws Exception {
        start(List.of(CatchAllController.class));

        assertThat(get("/socket.io" + POLL).body()).startsWith("0{");
        assertThat(get("/anything").body()).isEqualTo("controller");
    }

    @Test
    void allowsTheOriginsThatAreNamed() throws Exception {
        start("pocketio.cors.allowed-origins=https://good.example", "pocketio.cors.allow-credentials=true");

        HttpResponse<String> answer = send(from("https://good.example").GET());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("access-control-allow-origin")).hasValue("https://good.example");
        assertThat(answer.headers().firstValue("access-control-allow-credentials"))
                .hasValue("true");
    }

    @Test
    void refusesOtherOrigins() throws Exception {
        start("pocketio.cors.allowed-origins=https://good.example");

        assertThat(send(from("https://bad.example").GET()).statusCode()).isEqualTo(403);
    }

    @Test
    void answersPreflightRequests() throws Exception {
        start("pocketio.cors.allowed-origins=https://good.example");

        HttpResponse<String> answer = send(from("https://good.example")
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "x-custom")
                .method("OPTIONS", HttpRequest.BodyPublishers.noBody()));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("access-control-allow-methods").orElse(""))
                .contains("POST");
        assertThat(answer.headers().firstValue("access-control-allow-headers")).hasValue("x-custom");
    }

    @Test
    void refusesUpgradesFromOtherOrigins() {
        start("pocketio.cors.allowed-origins=https://good.example");

        assertThat(upgrade("https://bad.example"))
                .hasValueSatisfying(status -> assertThat(status).isEqualTo(403));
        assertThat(upgrade("https://good.example")).isEmpty();
    }

    @Test
    void servesPagesOfItsOwnWhateverOriginsAreNamed() throws Exception {
        start("pocketio.cors.allowed-origins=https://good.example");

        assertThat(send(from(base("http")).GET()).statusCode()).isEqualTo(200);
        assertThat(upgrade(base("http"))).isEmpty();
    }

    @Test
    void sendsNoCorsHeadersUnlessToldTo() throws Exception {
        start();

        HttpResponse<String> answer = send(from("https://any.example").GET());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().map()).doesNotContainKey("access-control-allow-origin");
    }

    @Test
    void worksWithLazyInitialization() throws Exception {
        start("spring.main.lazy-initialization=true");

        Socket client = client("/chat", "websocket", "alice");

        assertThat(callback(client, "greet", new JSONObject(Map.of("name", "bob"))))
                .contains("hello bob");
    }

    @Test
    void closesParkedPollsBeforeTheGracePeriod() throws Exception {
        ConfigurableApplicationContext running = start(
                List.of(RequestCounter.class),
                "server.shutdown=graceful",
                "spring.lifecycle.timeout-per-shutdown-phase=60s");
        String handshake = get("/socket.io" + POLL).body();
        String sid = new JSONObject(handshake.substring(1)).getString("sid");
        CompletableFuture<HttpResponse<String>> parked = http.sendAsync(
                request("/socket.io" + POLL + "&sid=" + sid).GET().build(), BodyHandlers.ofString());
        await().atMost(PATIENCE).untilAtomic(running.getBean(RequestCounter.class).requests, is(2));

        CompletableFuture<Void> closed = CompletableFuture.runAsync(running::close);

        assertThat(closed).succeedsWithin(Duration.ofSeconds(20));
        assertThat(parked).succeedsWithin(PATIENCE);
    }

    @Test
    @OnJava21
    void runsBlockingHandlersOnVirtualThreads() throws Exception {
        start("spring.threads.virtual.enabled=true");
        Socket client = client("/chat", "websocket", "alice");

        assertThat(callback(client, "thread", "")).contains("VirtualThread");
        assertThat(callback(client, "later thread", "")).doesNotContain("VirtualThread");
    }

    @Test
    void explainsAnInvalidProperty(CapturedOutput output) {
        assertThatExceptionOfType(RuntimeException.class).isThrownBy(() -> start("pocketio.ping-interval=-1s"));

        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains("Invalid value '-1s' for configuration property 'pocketio.ping-interval'")
                .contains("It must be positive.");
    }

    @Test
    void explainsAnInvalidHandler(CapturedOutput output) {
        assertThatExceptionOfType(RuntimeException.class).isThrownBy(() -> start(List.of(Invalid.class)));

        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains("@SocketEvent method " + Invalid.class.getName() + ".disconnect() handles 'disconnect'")
                .contains("Use @OnDisconnect.");
    }

    private ConfigurableApplicationContext start(String... properties) {
        return start(List.of(), properties);
    }

    private ConfigurableApplicationContext start(List<Class<?>> more, String... properties) {
        List<String> all = new ArrayList<>(Arrays.asList(properties));
        all.add("server.port=0");
        all.add("spring.main.banner-mode=off");
        all.add("spring.reactor.netty.shutdown-quiet-period=0s"); // two seconds for each test otherwise
        all.add("logging.level.io.pocketio.autoconfigure=INFO");
        List<Class<?>> sources = new ArrayList<>(more);
        sources.add(Application.class);
        sources.add(Chat.class);
        sources.add(Threads.class);
        ConfigurableApplicationContext started = new SpringApplicationBuilder(sources.toArray(Class<?>[]::new))
                .properties(all.toArray(String[]::new))
                .run();
        application = started;
        return started;
    }

    private String base(String scheme) {
        ConfigurableApplicationContext running = Objects.requireNonNull(application);
        return scheme + "://localhost:" + running.getEnvironment().getProperty("local.server.port");
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base("http") + path)).timeout(PATIENCE);
    }

    private HttpRequest.Builder from(String origin) {
        return request("/socket.io" + POLL).header("Origin", origin);
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(request(path).GET());
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofString());
    }

    /** The status of the refusal; empty when the connection is upgraded. */
    private Optional<Integer> upgrade(String origin) {
        URI uri = URI.create(base("ws") + "/socket.io/?EIO=4&transport=websocket");
        try {
            WebSocket socket = http.newWebSocketBuilder()
                    .connectTimeout(PATIENCE)
                    .header("Origin", origin)
                    .buildAsync(uri, new WebSocket.Listener() {})
                    .join();
            socket.abort();
            return Optional.empty();
        } catch (CompletionException refused) {
            return Optional.of(((WebSocketHandshakeException) refused.getCause())
                    .getResponse()
                    .statusCode());
        }
    }

    private Socket client(String namespace, String transports, String nick) throws Exception {
        IO.Options options = IO.Options.builder()
                .setForceNew(true)
                .setTransports(transports.split(","))
                .setAuth(Map.of("nick", nick))
                .setReconnection(false)
                .build();
        Socket client = IO.socket(base("http") + namespace, options);
        opened.add(client::close);
        CompletableFuture<String> connected = new CompletableFuture<>();
        client.on(Socket.EVENT_CONNECT, arguments -> connected.complete("connected"));
        client.on(Socket.EVENT_CONNECT_ERROR, arguments -> connected.complete(Arrays.toString(arguments)));
        client.connect();
        assertThat(connected.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isEqualTo("connected");
        return client;
    }

    private static String callback(Socket client, String event, Object argument) throws InterruptedException {
        BlockingQueue<String> answers = new LinkedBlockingQueue<>();
        client.emit(event, new Object[] {argument}, (Ack) results -> answers.add(String.valueOf(results[0])));
        String answer = answers.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(answer).as("acknowledgement").isNotNull();
        return answer;
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class Application {}

    record Login(String nick) {}

    record Person(String name) {}

    record Greeting(String text) {}

    @SocketController("/chat")
    static class Chat {

        @OnConnect
        void joined(SocketIoSocket socket, Login auth) {
            socket.data().put("nick", auth.nick());
        }

        @SocketEvent("greet")
        Greeting greet(SocketIoSocket socket, Person person) {
            return new Greeting("hello " + person.name() + ", " + socket.data().get("nick") + " is here");
        }
    }

    @SocketController("/chat")
    static class Threads {

        @SocketEvent("thread")
        String thread() {
            return Thread.currentThread().toString();
        }

        @SocketEvent("later thread")
        Mono<String> laterThread() {
            return Mono.fromCallable(this::thread);
        }
    }

    static class Invalid {

        @SocketEvent("disconnect")
        void disconnect() {}
    }

    static class RequestCounter implements WebFilter {

        final AtomicInteger requests = new AtomicInteger();

        @Override
        public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
            return chain.filter(exchange).doOnSubscribe(subscription -> requests.incrementAndGet());
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class CatchAllRoute {

        @Bean
        RouterFunction<ServerResponse> everything() {
            return RouterFunctions.route(
                    RequestPredicates.all(), request -> ServerResponse.ok().bodyValue("route"));
        }
    }

    @RestController
    static class CatchAllController {

        @RequestMapping("/**")
        String everything() {
            return "controller";
        }
    }
}
