package io.pocketio.webflux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.web.reactive.function.server.RequestPredicates.path;
import static org.springframework.web.reactive.function.server.RouterFunctions.route;

import java.nio.charset.StandardCharsets;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.function.server.ServerResponse;

class ClientFilesHandlerFunctionTests {

    private final ClientFilesHandlerFunction files = new ClientFilesHandlerFunction();
    private final WebTestClient client = WebTestClient.bindToRouterFunction(
                    route(path("/socket.io/*").and(files.predicate()), files)
                            .andRoute(
                                    path("/socket.io/**"),
                                    request -> ServerResponse.badRequest().bodyValue("engine")))
            .configureClient()
            .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(1_000_000))
            .build();

    @ParameterizedTest
    @ValueSource(strings = {"socket.io.js", "socket.io.min.js", "socket.io.msgpack.min.js", "socket.io.esm.min.js"})
    void servesScriptAndItsMap(String name) throws Exception {
        EntityExchangeResult<byte[]> script = get(name);
        EntityExchangeResult<byte[]> map = get(name + ".map");

        assertThat(script.getResponseHeaders().getFirst("Content-Type"))
                .isEqualTo("application/javascript; charset=utf-8");
        assertThat(script.getResponseBody()).isEqualTo(resource(name));
        assertThat(map.getResponseHeaders().getFirst("Content-Type")).isEqualTo("application/json; charset=utf-8");
        assertThat(map.getResponseBody()).isEqualTo(resource(name + ".map"));
    }

    @Test
    void servesTheFileAgain() throws Exception {
        assertThat(get("socket.io.js").getResponseBody())
                .isEqualTo(get("socket.io.js").getResponseBody())
                .asString(StandardCharsets.UTF_8)
                .contains("Socket.IO v" + version());
    }

    @Test
    void tellsHowToCache() throws Exception {
        EntityExchangeResult<byte[]> script = get("socket.io.min.js");

        assertThat(script.getResponseHeaders().getCacheControl()).isEqualTo("public, max-age=0");
        assertThat(script.getResponseHeaders().getETag()).isEqualTo('"' + version() + '"');
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"", "W/\""})
    void answersNotModifiedToTheTagInEitherForm(String start) throws Exception {
        client.get()
                .uri("/socket.io/socket.io.js")
                .header("If-None-Match", start + version() + '"')
                .exchange()
                .expectStatus()
                .isNotModified()
                .expectBody()
                .isEmpty();
    }

    @Test
    void servesTheFileToAnotherTag() {
        client.get()
                .uri("/socket.io/socket.io.js")
                .header("If-None-Match", "\"1.0.0\"")
                .exchange()
                .expectStatus()
                .isOk();
    }

    @Test
    void answersHead() {
        client.head().uri("/socket.io/socket.io.js").exchange().expectStatus().isOk();
    }

    @ParameterizedTest
    @ValueSource(strings = {"socket.io.css", "client.properties", "LICENSE", "..%2Fclient.properties", ".map", ""})
    void leavesOtherNamesToTheEngine(String name) {
        client.get()
                .uri(java.net.URI.create("/socket.io/" + name))
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody(String.class)
                .isEqualTo("engine");
    }

    @Test
    void leavesOtherMethodsToTheEngine() {
        client.post().uri("/socket.io/socket.io.js").exchange().expectStatus().isBadRequest();
    }

    private EntityExchangeResult<byte[]> get(String name) {
        return client.get()
                .uri("/socket.io/" + name)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .returnResult();
    }

    private static byte[] resource(String name) throws Exception {
        return ClientFilesHandlerFunctionTests.class
                .getResourceAsStream("/io/pocketio/client/" + name)
                .readAllBytes();
    }

    private static String version() throws Exception {
        Properties properties = new Properties();
        properties.load(
                ClientFilesHandlerFunctionTests.class.getResourceAsStream("/io/pocketio/client/client.properties"));
        return properties.getProperty("version");
    }
}
