package io.pocketio.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.pocketio.SocketIoServer;
import io.pocketio.annotation.SocketEvent;
import io.socket.client.Ack;
import io.socket.client.IO;
import io.socket.client.Socket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/** An application whose context stops, or pauses, and starts again. */
class RestartTests {

    private static final int PATIENCE_SECONDS = 10;

    private final ConfigurableApplicationContext application = new SpringApplicationBuilder(Application.class)
            .properties(
                    "server.port=0",
                    "server.shutdown=graceful",
                    "spring.main.banner-mode=off",
                    "spring.reactor.netty.shutdown-quiet-period=0s")
            .run();

    @AfterEach
    void close() {
        application.close();
    }

    @Test
    void takesClientsAgain() throws Exception {
        Socket before = connect();
        application.stop();
        assertThat(clients()).isZero();

        application.start();

        before.close();
        Socket after = connect();
        assertThat(echo(after)).isEqualTo("again");
        after.close();
    }

    @Test
    void keepsClientsWhileTheContextPauses() throws Exception {
        Socket client = connect();
        String id = client.id();

        application.pause();

        assertThat(echo(client)).isEqualTo("again");

        application.restart();

        assertThat(echo(client)).isEqualTo("again");
        assertThat(client.id()).isEqualTo(id);
        client.close();
    }

    private int clients() {
        return application.getBean(SocketIoServer.class).engine().clientsCount();
    }

    private Socket connect() throws Exception {
        String port = application.getEnvironment().getProperty("local.server.port");
        Socket client = IO.socket(
                "http://localhost:" + port,
                IO.Options.builder().setForceNew(true).setReconnection(false).build());
        CompletableFuture<Object> connected = new CompletableFuture<>();
        client.on(Socket.EVENT_CONNECT, arguments -> connected.complete("connected"));
        client.on(Socket.EVENT_CONNECT_ERROR, arguments -> connected.complete(arguments[0]));
        client.connect();
        assertThat(connected.get(PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo("connected");
        return client;
    }

    private static Object echo(Socket client) throws Exception {
        CompletableFuture<Object> answer = new CompletableFuture<>();
        client.emit("echo", new Object[] {"again"}, (Ack) arguments -> answer.complete(arguments[0]));
        return answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {

        @SocketEvent("echo")
        String echo(String text) {
            return text;
        }
    }
}
