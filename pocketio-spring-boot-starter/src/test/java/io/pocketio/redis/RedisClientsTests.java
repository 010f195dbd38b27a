package io.pocketio.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisException;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.connection.RedisPassword;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

class RedisClientsTests {

    private static TestRedis redis;

    private final ClientResources resources =
            DefaultClientResources.builder().ioThreadPoolSize(2).build();

    @BeforeAll
    static void startRedis() {
        redis = TestRedis.start("requirepass secret");
    }

    @AfterAll
    static void stopRedis() {
        redis.close();
    }

    @AfterEach
    void endThreads() {
        resources.shutdown(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    @Test
    void connectsAsTheApplicationDoesAndLeavesItsConnectionsAndThreadsAlone() {
        ClientOptions options =
                ClientOptions.builder().pingBeforeActivateConnection(false).build();
        LettuceConnectionFactory application = application(
                "secret",
                LettuceClientConfiguration.builder()
                        .clientOptions(options)
                        .clientResources(resources)
                        .clientName("theirs")
                        .commandTimeout(Duration.ofSeconds(1))
                        .build());
        var connection = application.getConnection();
        connection.ping();

        RedisClients clients = RedisClients.like(application);
        List<String> before = names(application);
        ClientOptions own = clients.connect().getOptions();
        clients.connectPubSub().sync().ping();
        List<String> during = names(application);
        clients.close();

        assertThat(own.getSocketOptions().getKeepAlive().getIdle()).isEqualTo(Duration.ofSeconds(10));
        assertThat(own.getTimeoutOptions().isTimeoutCommands()).isFalse();
        assertThat(own.isPingBeforeActivateConnection()).isFalse();
        assertThat(before).containsOnly("theirs");
        assertThat(during).contains("theirs", "pocketio");
        assertThat(application.getClientConfiguration().getClientOptions()).containsSame(options);
        assertThat(application.getRequiredNativeClient().getOptions().isAutoReconnect())
                .isTrue();
        assertThat(connection.ping()).isEqualTo("PONG");
        assertThat(resources.eventExecutorGroup().isShuttingDown()).isFalse();
        connection.close();
        application.destroy();
    }

    @Test
    void failsWhereRedisDoesNotLetItIn() {
        LettuceConnectionFactory application = application("wrong", LettuceClientConfiguration.defaultConfiguration());
        try (RedisClients clients = RedisClients.like(application)) {
            assertThatExceptionOfType(RedisException.class).isThrownBy(clients::connect);
        }
        application.destroy();
    }

    private static LettuceConnectionFactory application(String password, LettuceClientConfiguration client) {
        RedisStandaloneConfiguration server = new RedisStandaloneConfiguration("127.0.0.1", redis.port());
        server.setPassword(RedisPassword.of(password));
        LettuceConnectionFactory factory = new LettuceConnectionFactory(server, client);
        factory.afterPropertiesSet();
        factory.start();
        return factory;
    }

    private static List<String> names(LettuceConnectionFactory application) {
        try (var connection = application.getConnection()) {
            return connection.serverCommands().getClientList().stream()
                    .map(client -> client.getName())
                    .toList();
        }
    }
}
