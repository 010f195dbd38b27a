package io.pocketio.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.pocketio.DisconnectReason;
import io.pocketio.SocketIoServer;
import io.pocketio.engine.Admission;
import io.pocketio.engine.TestFrameChannel;
import io.pocketio.engine.TestRequests;
import io.pocketio.observation.SocketIoMetrics;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;

class PocketIoObservationAutoConfigurationTests {

    private final ReactiveWebApplicationContextRunner runner = new ReactiveWebApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    PocketIoAutoConfiguration.class,
                    PocketIoJsonAutoConfiguration.class,
                    PocketIoObservationAutoConfiguration.class));

    @Test
    void metersSessionsAndSockets() {
        runner.withBean(MeterRegistry.class, SimpleMeterRegistry::new).run(context -> {
            SocketIoServer server = context.getBean(SocketIoServer.class);
            MeterRegistry registry = context.getBean(MeterRegistry.class);
            context.getBean(SocketIoMetrics.class).bindTo(registry);
            assertThat(gauge(registry, "pocketio.sockets")).isZero();

            TestFrameChannel client = connect(server);

            assertThat(gauge(registry, "pocketio.sockets")).isOne();
            assertThat(gauge(registry, "pocketio.sessions", "transport", "websocket"))
                    .isOne();
            assertThat(gauge(registry, "pocketio.sessions", "transport", "polling"))
                    .isZero();
            assertThat(counter(registry, "pocketio.messages.received")).isOne();

            client.disconnect(null);

            assertThat(gauge(registry, "pocketio.sockets")).isZero();
            assertThat(counter(registry, "pocketio.disconnects", "reason", "transport close"))
                    .isOne();
        });
    }

    @Test
    void metersWhatWaitsForSlowClients() {
        runner.withBean(MeterRegistry.class, SimpleMeterRegistry::new).run(context -> {
            SocketIoServer server = context.getBean(SocketIoServer.class);
            MeterRegistry registry = context.getBean(MeterRegistry.class);
            context.getBean(SocketIoMetrics.class).bindTo(registry);
            TestFrameChannel client = connect(server);
            client.stall();
            client.receivePart(50_000);

            server.emit("much", "x".repeat(70_000));
            server.asVolatile().emit("tick");

            assertThat(gauge(registry, "pocketio.outbound.pending")).isGreaterThan(70_000);
            assertThat(gauge(registry, "pocketio.inbound.pending")).isGreaterThan(30_000);
            assertThat(gauge(registry, "pocketio.clients.slow")).isOne();
            assertThat(counter(registry, "pocketio.volatile.dropped")).isOne();
        });
    }

    @Test
    void hasNoTagWhoseValuesClientsChoose() {
        runner.withBean(MeterRegistry.class, SimpleMeterRegistry::new).run(context -> {
            MeterRegistry registry = context.getBean(MeterRegistry.class);
            context.getBean(SocketIoMetrics.class).bindTo(registry);
            int before = registry.getMeters().size();

            connect(context.getBean(SocketIoServer.class)).receive("42[\"made up\"]");

            assertThat(registry.getMeters())
                    .hasSize(before)
                    .extracting(Meter::getId)
                    .allSatisfy(id -> assertThat(id.getName()).startsWith("pocketio."));
            assertThat(registry.find("pocketio.disconnects").meters()).hasSize(DisconnectReason.values().length);
        });
    }

    @Test
    void hasNoMetersWithoutRegistry() {
        runner.run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(SocketIoMetrics.class));
    }

    @Test
    void startsWithoutMicrometer() {
        runner.withClassLoader(new FilteredClassLoader("io.micrometer.core"))
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .hasSingleBean(SocketIoServer.class)
                        .doesNotHaveBean(SocketIoMetrics.class));
    }

    @Test
    void metersNothingWhenTheServerIsOff() {
        runner.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
                .withPropertyValues("pocketio.enabled=false")
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(SocketIoMetrics.class));
    }

    private static TestFrameChannel connect(SocketIoServer server) {
        TestFrameChannel client = new TestFrameChannel();
        Admission admission = server.engine()
                .admit(TestRequests.webSocket("EIO=4&transport=websocket"))
                .block();
        assertThat(admission).isNotNull();
        client.connect(server.engine(), admission);
        client.next();
        client.receive("40");
        client.next();
        return client;
    }

    private static double gauge(MeterRegistry registry, String name, String... tags) {
        return registry.get(name).tags(tags).gauge().value();
    }

    private static double counter(MeterRegistry registry, String name, String... tags) {
        return registry.get(name).tags(tags).functionCounter().count();
    }
}
