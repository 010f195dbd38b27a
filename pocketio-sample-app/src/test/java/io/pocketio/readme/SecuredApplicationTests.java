package io.pocketio.readme;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.security.config.annotation.web.reactive.EnableWebFluxSecurity;
import org.springframework.security.core.userdetails.MapReactiveUserDetailsService;
import org.springframework.security.core.userdetails.User;

/** An application that Spring Security guards as the guide says. */
class SecuredApplicationTests {

    private static final String CREDENTIALS =
            "Basic " + Base64.getEncoder().encodeToString("ada:secret".getBytes(StandardCharsets.UTF_8));
    private static final String POLL = "/socket.io/?EIO=4&transport=polling";
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final HttpClient http = HttpClient.newHttpClient();
    private final ConfigurableApplicationContext application = new SpringApplicationBuilder(SecuredApplication.class)
            .properties(
                    "spring.config.location=optional:classpath:/none/", // not the chat's
                    "server.port=0",
                    "spring.main.banner-mode=off",
                    "spring.reactor.netty.shutdown-quiet-period=0s")
            .run();

    @AfterEach
    void close() {
        application.close();
    }

    @Test
    void refusesStrangers() throws Exception {
        assertThat(send(request(POLL).GET()).statusCode()).isEqualTo(401);
    }

    @Test
    void letsPollingClientsSend() throws Exception {
        String handshake = send(withCredentials(POLL).GET()).body();
        String session = POLL + "&sid=" + handshake.split("\"")[3];

        HttpResponse<String> post = send(withCredentials(session).POST(BodyPublishers.ofString("40")));

        assertThat(post.statusCode()).isEqualTo(200);
        assertThat(send(withCredentials(session).GET()).body()).startsWith("40{\"sid\":");
    }

    @Test
    void protectsOtherPathsFromForgedRequests() throws Exception {
        HttpResponse<String> post = send(withCredentials("/other").POST(BodyPublishers.ofString("{}")));

        assertThat(post.statusCode()).isEqualTo(403);
    }

    private HttpRequest.Builder withCredentials(String path) {
        return request(path).header("Authorization", CREDENTIALS);
    }

    private HttpRequest.Builder request(String path) {
        String port = application.getEnvironment().getProperty("local.server.port");
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .timeout(PATIENCE);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return http.send(request.build(), BodyHandlers.ofString());
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @EnableWebFluxSecurity
    @Import(SecurityConfiguration.class)
    static class SecuredApplication {

        @Bean
        MapReactiveUserDetailsService users() {
            return new MapReactiveUserDetailsService(
                    User.withUsername("ada").password("{noop}secret").build());
        }
    }
}
