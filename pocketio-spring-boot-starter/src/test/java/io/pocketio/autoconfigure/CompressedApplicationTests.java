package io.pocketio.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;

import io.pocketio.SocketIoServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPInputStream;
import org.json.JSONObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** Compression of polls in an application whose server compresses, too. */
class CompressedApplicationTests {

    private static final String LONG = "x".repeat(5_000);

    private final HttpClient http = HttpClient.newHttpClient();
    private final ConfigurableApplicationContext application = new SpringApplicationBuilder(Application.class)
            .properties(
                    "server.port=0",
                    "server.address=127.0.0.1",
                    "server.compression.enabled=true",
                    "server.compression.min-response-size=1B",
                    "spring.reactor.netty.shutdown-quiet-period=0s",
                    "spring.main.banner-mode=off")
            .run();

    @AfterEach
    void stop() {
        application.close();
    }

    @Test
    void compressesNothingTwice() throws Exception {
        HttpResponse<byte[]> handshake = get("");
        assertThat(handshake.headers().allValues("content-encoding"))
                .as("the server's own compression, of what is short")
                .containsExactly("gzip");
        String sid = new JSONObject(text(handshake).substring(1)).getString("sid");
        SocketIoServer io = application.getBean(SocketIoServer.class);
        AtomicInteger connected = new AtomicInteger();
        io.onConnect(socket -> connected.incrementAndGet());
        post(sid, "40");
        await().atMost(Duration.ofSeconds(10)).untilAtomic(connected, is(1));
        io.emit("long", LONG);

        HttpResponse<byte[]> poll = get("&sid=" + sid);

        assertThat(poll.headers().allValues("content-encoding")).containsExactly("gzip");
        assertThat(text(poll)).startsWith("40{").endsWith("42[\"long\",\"" + LONG + "\"]");
    }

    private HttpResponse<byte[]> get(String more) throws IOException, InterruptedException {
        return http.send(request(more).header("Accept-Encoding", "gzip").GET().build(), BodyHandlers.ofByteArray());
    }

    private void post(String sid, String packet) throws IOException, InterruptedException {
        HttpRequest post =
                request("&sid=" + sid).POST(BodyPublishers.ofString(packet)).build();
        assertThat(http.send(post, BodyHandlers.discarding()).statusCode()).isEqualTo(200);
    }

    private HttpRequest.Builder request(String more) {
        String port = application.getEnvironment().getProperty("local.server.port");
        return HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port + "/socket.io/?EIO=4&transport=polling" + more))
                .timeout(Duration.ofSeconds(10));
    }

    private static String text(HttpResponse<byte[]> response) throws IOException {
        try (InputStream body = new GZIPInputStream(new ByteArrayInputStream(response.body()))) {
            return new String(body.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class Application {}
}
