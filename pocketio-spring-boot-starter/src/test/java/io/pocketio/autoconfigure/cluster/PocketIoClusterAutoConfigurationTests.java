package io.pocketio.autoconfigure.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.pocketio.Broadcast;
import io.pocketio.SocketIoEmitter;
import io.pocketio.SocketIoServer;
import io.pocketio.adapter.AdapterFactory;
import io.pocketio.adapter.memory.InMemoryAdapter;
import io.pocketio.autoconfigure.PocketIoAdapterProperties;
import io.pocketio.autoconfigure.PocketIoAutoConfiguration;
import io.pocketio.autoconfigure.PocketIoJsonAutoConfiguration;
import io.pocketio.cluster.ClusterStatistics;
import io.pocketio.cluster.classic.ClassicAdapters;
import io.pocketio.observation.ClusterMetrics;
import io.pocketio.redis.LettuceBus;
import io.pocketio.redis.RedisClients;
import io.pocketio.redis.TestRedis;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableReactiveWebApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.mock.env.MockEnvironment;

class PocketIoClusterAutoConfigurationTests {

    private static TestRedis redis;

    private static final AutoConfigurations CONFIGURATIONS = AutoConfigurations.of(
            PocketIoAutoConfiguration.class,
            PocketIoJsonAutoConfiguration.class,
            PocketIoClusterAutoConfiguration.class,
            PocketIoEmitterAutoConfiguration.class,
            PocketIoClusterHealthAutoConfiguration.class,
            PocketIoClusterObservationAutoConfiguration.class,
            DataRedisAutoConfiguration.class);

    private final ReactiveWebApplicationContextRunner runner = new ReactiveWebApplicationContextRunner()
            .withConfiguration(CONFIGURATIONS)
            .withPropertyValues("spring.data.redis.port=" + redis.port());

    private final ReactiveWebApplicationContextRunner node = runner.withPropertyValues("pocketio.adapter.type=redis");

    @BeforeAll
    static void startRedis() {
        redis = TestRedis.start("requirepass secret");
    }

    @AfterAll
    static void stopRedis() {
        redis.close();
    }

    private static ReactiveWebApplicationContextRunner allowed(ReactiveWebApplicationContextRunner runner) {
        return runner.withPropertyValues("spring.data.redis.password=secret");
    }

    @Test
    void opensNoRedisUnlessItIsAskedTo() {
        runner.run(context -> assertThat(context)
                .hasSingleBean(SocketIoServer.class)
                .doesNotHaveBean(AdapterFactory.class)
                .doesNotHaveBean(RedisClients.class));
        runner.withPropertyValues("pocketio.adapter.type=memory")
                .run(context -> assertThat(context).doesNotHaveBean(AdapterFactory.class));
    }

    @Test
    void needsNoRedisOnTheClassPathUnlessItIsAskedTo() {
        runner.withClassLoader(new FilteredClassLoader("io.lettuce", "org.springframework.data.redis", "org.msgpack"))
                .run(context -> assertThat(context).hasNotFailed().hasSingleBean(SocketIoServer.class));
    }

    @Test
    void isANodeOfTheCluster() {
        allowed(node).run(context -> {
            assertThat(context.getBean(AdapterFactory.class)).isInstanceOf(ClassicAdapters.class);
            assertThat(context.getBean(LettuceBus.class).isConnected()).isTrue();
            SocketIoServer server = context.getBean(SocketIoServer.class);
            assertThat(server.rooms().names().block()).isEmpty();
            assertThat(context).doesNotHaveBean(SocketIoEmitter.class);
            assertThat(context.getBean(Broadcast.class)).isNotInstanceOf(SocketIoEmitter.class);
        });
    }

    @Test
    void sendsToTheClusterWithoutAServer() {
        allowed(node)
                .withPropertyValues("pocketio.enabled=false")
                .run(context -> assertThat(context)
                        .hasSingleBean(SocketIoEmitter.class)
                        .doesNotHaveBean(SocketIoServer.class)
                        .doesNotHaveBean(AdapterFactory.class));
        new ApplicationContextRunner()
                .withConfiguration(CONFIGURATIONS)
                .withPropertyValues(
                        "pocketio.enabled=false",
                        "pocketio.adapter.type=redis",
                        "spring.data.redis.password=secret",
                        "spring.data.redis.port=" + redis.port())
                .run(context -> {
                    SocketIoEmitter emitter = context.getBean(SocketIoEmitter.class);
                    assertThat(context.getBean(Broadcast.class)).isSameAs(emitter);
                    emitter.to("room").emit("news", 1);
                    emitter.of("/other").serverSideEmit("event");
                });
    }

    @Test
    void metersWhatGoesToOtherNodes() {
        allowed(node).withBean(MeterRegistry.class, SimpleMeterRegistry::new).run(context -> {
            MeterRegistry registry = context.getBean(MeterRegistry.class);
            context.getBean(ClusterMetrics.class).bindTo(registry);
            ClusterStatistics statistics = context.getBean(ClusterStatistics.class);
            context.getBean(SocketIoServer.class).emit("news");

            await().until(() -> statistics.published() == 1 && statistics.received() == 1);

            assertThat(registry.get("pocketio.adapter.published")
                            .functionCounter()
                            .count())
                    .isOne();
            assertThat(registry.get("pocketio.adapter.received")
                            .functionCounter()
                            .count())
                    .isOne();
            assertThat(registry.get("pocketio.adapter.outages")
                            .functionCounter()
                            .count())
                    .isZero();
            assertThat(registry.get("pocketio.adapter.pending").gauge().value()).isZero();
            assertThat(registry.get("pocketio.adapter.stream.lag").timeGauge().value(TimeUnit.MILLISECONDS))
                    .isZero();
        });
        runner.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
                .run(context -> assertThat(context).doesNotHaveBean(ClusterMetrics.class));
    }

    @Test
    void isHealthyWhileOtherNodesCanBeReached() {
        allowed(node).run(context -> {
            HealthIndicator health = context.getBean("socketIoClusterHealthIndicator", HealthIndicator.class);
            Health up = Objects.requireNonNull(health.health());
            assertThat(up.getStatus()).isEqualTo(Status.UP);
            assertThat(up.getDetails()).containsEntry("outages", 0L).containsEntry("lost", 0L);

            context.getBean(LettuceBus.class).close();

            assertThat(Objects.requireNonNull(health.health()).getStatus()).isEqualTo(Status.DOWN);
        });
        allowed(node)
                .withPropertyValues("management.health.socketiocluster.enabled=false")
                .run(context -> assertThat(context).doesNotHaveBean(HealthIndicator.class));
    }

    @Test
    void saysWhyItCannotSendToTheCluster() {
        fails(
                node.withPropertyValues("pocketio.enabled=false")
                        .withClassLoader(new FilteredClassLoader("org.msgpack")),
                "there is no org.msgpack:msgpack-core.",
                "Add org.msgpack:msgpack-core");
        fails(node.withPropertyValues("pocketio.enabled=false"), "NOAUTH", "spring.data.redis.password");
    }

    @Test
    void leavesTheApplicationsOwnConnectionsAlone() {
        allowed(node).withPropertyValues("spring.data.redis.timeout=77s").run(context -> {
            LettuceConnectionFactory factory = context.getBean(LettuceConnectionFactory.class);
            assertThat(factory.getClientConfiguration().getCommandTimeout()).hasSeconds(77);
            assertThat(factory.getClientConfiguration().getClientName()).isEmpty();
            assertThat(factory.getConnection().ping()).isEqualTo("PONG");

            context.getBean(LettuceBus.class).close();
            context.getBean(RedisClients.class).close();
            factory.resetConnection();
            assertThat(factory.getConnection().ping()).isEqualTo("PONG");
        });
    }

    @Test
    void leavesTheAdapterToTheApplicationWhenItHasOne() {
        node.withBean(AdapterFactory.class, () -> (namespace, sockets) -> new InMemoryAdapter(sockets))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(RedisClients.class));
    }

    @Test
    void namesTheDependencyThatIsMissing() {
        fails(
                node.withClassLoader(new FilteredClassLoader("io.lettuce", "org.springframework.data.redis")),
                "pocketio.adapter.type is redis, and on the class path there is no"
                        + " org.springframework.boot:spring-boot-starter-data-redis.",
                "Add org.springframework.boot:spring-boot-starter-data-redis to the dependencies");
        fails(
                node.withClassLoader(new FilteredClassLoader("org.msgpack")),
                "there is no org.msgpack:msgpack-core.",
                "Add org.msgpack:msgpack-core to the dependencies of the application, or remove pocketio.adapter.type.");
    }

    @Test
    void saysWhereRedisIsNot() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }

        fails(
                node.withPropertyValues("spring.data.redis.host=127.0.0.1", "spring.data.redis.port=" + port),
                "Redis cannot be used: ",
                "set spring.data.redis.host and spring.data.redis.port");
    }

    @Test
    void saysThatAPasswordIsMissing() {
        fails(node, "NOAUTH", "spring.data.redis.password");
    }

    @Test
    void wantsLettuce() {
        fails(
                node.withBean(
                                RedisConnectionFactory.class,
                                () -> new LettuceConnectionFactory("127.0.0.1", redis.port()))
                        .withBean(
                                "second",
                                LettuceConnectionFactory.class,
                                () -> new LettuceConnectionFactory("127.0.0.1", redis.port())),
                "needs one connection factory of Lettuce",
                "make one of several @Primary");
    }

    @Test
    void refusesReplicasThatItWouldNotSee() {
        fails(
                allowed(node).withPropertyValues("spring.data.redis.masterreplica.nodes=127.0.0.1:" + redis.port()),
                "does not work with spring.data.redis.masterreplica.nodes",
                "Name one Redis by spring.data.redis.host");
    }

    @Test
    void refusesRecoveryWhereNothingIsKept() {
        fails(
                allowed(node).withPropertyValues("pocketio.connection-state-recovery.enabled=true"),
                "Connection state recovery does not work with pocketio.adapter.type redis",
                "Set pocketio.adapter.type to redis-streams");
        MockEnvironment environment = new MockEnvironment()
                .withProperty("pocketio.adapter.type", "redis-sharded")
                .withProperty("pocketio.connection-state-recovery.enabled", "true");
        PocketIoAdapterProperties sharded =
                Binder.get(environment).bindOrCreate("pocketio.adapter", PocketIoAdapterProperties.class);
        ObjectProvider<ClusterMessaging> none =
                new DefaultListableBeanFactory().getBeanProvider(ClusterMessaging.class);
        assertThatThrownBy(() -> new ClusterGuard(sharded, List.of(), none).refuseRecovery(environment))
                .hasMessageContaining("does not work with pocketio.adapter.type redis-sharded");
    }

    @Test
    void recoversByStreams() {
        allowed(node)
                .withPropertyValues(
                        "pocketio.adapter.type=redis-streams",
                        "pocketio.connection-state-recovery.enabled=true",
                        "pocketio.adapter.redis-streams.session-key-prefix=session:")
                .run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void checksItsSettings() {
        for (String wrong : new String[] {"prefix=", "request-timeout=0s", "max-message-size=0B", "max-pending=-1B"}) {
            allowed(node)
                    .withPropertyValues("pocketio.adapter." + wrong)
                    .run(context -> assertThat(context)
                            .getFailure()
                            .hasRootCauseInstanceOf(InvalidConfigurationPropertyValueException.class));
        }
    }

    private static void fails(ReactiveWebApplicationContextRunner application, String problem, String action) {
        application.run(context -> {
            FailureAnalysis analysis = analysis(context);
            assertThat(analysis.getDescription()).contains(problem).doesNotContain("secret");
            assertThat(analysis.getAction()).contains(action);
        });
    }

    private static FailureAnalysis analysis(AssertableReactiveWebApplicationContext context) {
        assertThat(context).hasFailed();
        FailureAnalysis analysis = new AdapterUnavailableFailureAnalyzer().analyze(context.getStartupFailure());
        assertThat(analysis).isNotNull();
        return analysis;
    }
}
