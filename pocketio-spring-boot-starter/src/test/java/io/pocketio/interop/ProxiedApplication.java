package io.pocketio.interop;

import io.pocketio.Handshake;
import io.pocketio.SocketIoServer;
import io.pocketio.SocketIoSocket;
import java.util.List;
import java.util.Map;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

/** A node behind a proxy, which tells clients what it knows of them. */
@EnableAutoConfiguration
class ProxiedApplication {

    static ConfigurableApplicationContext start() {
        return new SpringApplicationBuilder(ProxiedApplication.class)
                .properties("server.forward-headers-strategy=native")
                .run("--server.port=0", "--server.address=127.0.0.1", "--spring.main.banner-mode=off");
    }

    static int port(ConfigurableApplicationContext node) {
        return node.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    @Bean
    ApplicationRunner handlers(SocketIoServer io) {
        return arguments -> io.onConnect(socket -> {
            socket.on("echo", (values, ack) -> ack.send(values.get(0, Object.class)));
            socket.on("who", (values, ack) -> ack.send(who(socket)));
        });
    }

    private static Map<String, Object> who(SocketIoSocket socket) {
        Handshake handshake = socket.handshake();
        return Map.of(
                "secure", handshake.secure(),
                "address", handshake.address().getHostString(),
                "forwarded", String.join(", ", handshake.headers().getOrDefault("x-forwarded-for", List.of())));
    }
}
