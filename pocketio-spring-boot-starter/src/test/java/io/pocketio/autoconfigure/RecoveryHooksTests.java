package io.pocketio.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.pocketio.RecoveryAttempt;
import io.pocketio.RecoveryListener;
import io.pocketio.SocketIoServer;
import io.pocketio.adapter.AdapterFactory;
import io.pocketio.adapter.RecoveryOutcome;
import io.pocketio.adapter.memory.InMemoryAdapter;
import io.pocketio.engine.Admission;
import io.pocketio.engine.TestFrameChannel;
import io.pocketio.engine.TestRequests;
import io.pocketio.event.SocketIoRecoveryEvent;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

class RecoveryHooksTests {

    private final ReactiveWebApplicationContextRunner runner = new ReactiveWebApplicationContextRunner()
            .withPropertyValues("pocketio.connection-state-recovery.enabled=true")
            .withConfiguration(AutoConfigurations.of(
                    PocketIoAutoConfiguration.class,
                    PocketIoJsonAutoConfiguration.class,
                    PocketIoWebFluxAutoConfiguration.class));

    @Test
    void publishesHowAttemptsToComeBackEnd() {
        runner.withUserConfiguration(Listening.class).run(context -> {
            connect(context, "40{\"pid\":\"unknown\"}");

            Listening listening = context.getBean(Listening.class);
            assertThat(listening.events)
                    .singleElement()
                    .satisfies(
                            event -> assertThat(event.attempt().outcome()).isEqualTo(RecoveryOutcome.UNKNOWN_SESSION));
            assertThat(listening.told).containsExactly(listening.events.get(0).attempt());
        });
    }

    @Test
    void givesClientsAPrivateIdOnlyWhenEnabled() {
        runner.run(context -> assertThat(connect(context, "40")).contains("\"pid\":\""));
        runner.withPropertyValues("pocketio.connection-state-recovery.enabled=false")
                .run(context -> assertThat(connect(context, "40")).doesNotContain("pid"));
    }

    @Test
    void refusesAnAdapterThatCannotBringClientsBack() {
        AdapterFactory without = (namespace, sockets) -> new InMemoryAdapter(sockets);

        runner.withBean(AdapterFactory.class, () -> without)
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessageContaining("Connection state recovery is on, but the adapter"));
    }

    private static String connect(BeanFactory context, String packet) {
        SocketIoServer server = context.getBean(SocketIoServer.class);
        Admission admission = server.engine()
                .admit(TestRequests.webSocket("EIO=4&transport=websocket"))
                .block();
        TestFrameChannel client = new TestFrameChannel().connect(server.engine(), Objects.requireNonNull(admission));
        client.next();
        client.receive(packet);
        return client.next().asText();
    }

    @Configuration(proxyBeanMethods = false)
    static class Listening {

        final List<SocketIoRecoveryEvent> events = new CopyOnWriteArrayList<>();
        final List<RecoveryAttempt> told = new CopyOnWriteArrayList<>();

        @EventListener
        void recovery(SocketIoRecoveryEvent event) {
            events.add(event);
        }

        @Bean
        RecoveryListener recoveryListener() {
            return told::add;
        }
    }
}
