package io.pocketio.interop;

import io.pocketio.SocketIoServer;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.data.redis.core.StringRedisTemplate;

/**
 * A node that sends numbered events while the key {@code send} says so. A process of its own, which {@code killed-node.js} starts and kills.
 */
@EnableAutoConfiguration
class NumberingApplication {

    private static final String[][] ROOMS = {{}, {"even"}, {"odd"}};
    private static final int MILLIS = 10;

    public static void main(String[] arguments) {
        WebServerApplicationContext node =
                (WebServerApplicationContext) SpringApplication.run(NumberingApplication.class, arguments);
        System.out.println("port " + node.getWebServer().getPort());
    }

    @Bean
    ApplicationRunner numbers(SocketIoServer io, StringRedisTemplate redis, ScheduledExecutorService timer) {
        io.onConnect(socket -> {
            if (!socket.recovered()) {
                Map<?, ?> auth = socket.handshake().auth(Map.class);
                socket.join(String.valueOf(auth.get("room")));
            }
        });
        String sender = UUID.randomUUID().toString();
        AtomicLong number = new AtomicLong();
        return arguments -> timer.scheduleAtFixedRate(
                () -> {
                    if ("yes".equals(redis.opsForValue().get("send"))) {
                        long next = number.getAndIncrement();
                        io.to(ROOMS[(int) (next % ROOMS.length)]).emit("number", sender, next);
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
