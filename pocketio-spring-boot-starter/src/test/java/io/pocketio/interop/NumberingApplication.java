package io.pocketio.interop;

import io.pocketio.SocketIoServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.annotation.Bean;

/**
 * A node that sends numbered events while it is told to. A process of its own, which {@code killed-node.js} and {@code stopped-redis.js} start.
 */
@EnableAutoConfiguration
class NumberingApplication {

    private static final List<String> ROOMS = List.of("all", "even", "odd");
    private static final int MILLIS = 10;

    /** Starts one that says its port. */
    static List<String> command(int redisPort, String adapter, String... more) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                NumberingApplication.class.getName(),
                "--server.port=0",
                "--server.address=127.0.0.1",
                "--spring.main.banner-mode=off",
                "--logging.level.root=warn",
                "--spring.data.redis.port=" + redisPort,
                "--pocketio.adapter.type=" + adapter));
        command.addAll(List.of(more));
        return command;
    }

    public static void main(String[] arguments) {
        WebServerApplicationContext node =
                (WebServerApplicationContext) SpringApplication.run(NumberingApplication.class, arguments);
        System.out.println("port " + node.getWebServer().getPort());
    }

    @Bean
    ApplicationRunner numbers(SocketIoServer io, ScheduledExecutorService timer) {
        String sender = UUID.randomUUID().toString();
        AtomicBoolean sends = new AtomicBoolean();
        AtomicLong number = new AtomicLong();
        io.onConnect(socket -> {
            Map<?, ?> auth = socket.handshake().auth(Map.class);
            if (auth != null && !socket.recovered()) {
                socket.join("all", String.valueOf(auth.get("room")));
            }
            socket.on("send", (values, ack) -> {
                sends.set(values.get(0, Boolean.class));
                ack.send(sender, number.get());
            });
            socket.on("echo", (values, ack) -> ack.send(values.get(0, Object.class)));
        });
        Runnable send = () -> {
            long next = number.get();
            io.to(ROOMS.get((int) (next % ROOMS.size()))).emit("number", sender, next);
            number.set(next + 1);
        };
        return arguments -> timer.scheduleAtFixedRate(
                () -> {
                    if (sends.get()) {
                        send.run();
                    }
                },
                MILLIS,
                MILLIS,
                TimeUnit.MILLISECONDS);
    }

    @Bean(destroyMethod = "shutdownNow")
    ScheduledExecutorService timer() {
        return Executors.newSingleThreadScheduledExecutor();
    }
}
