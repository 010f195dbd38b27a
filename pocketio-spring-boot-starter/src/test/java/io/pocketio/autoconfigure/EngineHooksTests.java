package io.pocketio.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.pocketio.SocketIoServer;
import io.pocketio.engine.Admission;
import io.pocketio.engine.EngineError;
import io.pocketio.engine.ReactiveSessionIdGenerator;
import io.pocketio.engine.ResponseHeadersHook;
import io.pocketio.engine.TestRequests;
import io.pocketio.event.SocketIoConnectionErrorEvent;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import reactor.core.publisher.Mono;

class EngineHooksTests {

    private final ReactiveWebApplicationContextRunner runner = new ReactiveWebApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    PocketIoAutoConfiguration.class,
                    PocketIoJsonAutoConfiguration.class,
                    PocketIoWebFluxAutoConfiguration.class));

    @Test
    void publishesRefusedRequests() {
        runner.withUserConfiguration(Listening.class).run(context -> {
            admit(context, "EIO=4&transport=carrier-pigeon");

            assertThat(context.getBean(Listening.class).events).singleElement().satisfies(event -> {
                assertThat(event.error().error()).isEqualTo(EngineError.TRANSPORT_UNKNOWN);
                assertThat(event.error().context()).isEqualTo(Map.of("transport", "carrier-pigeon"));
            });
        });
    }

    @Test
    void addsHeadersByTheHooksInTheirOrder() {
        runner.withUserConfiguration(Hooks.class).run(context -> {
            Admission admission = admit(context, "EIO=4&transport=websocket");

            assertThat(((Admission.Granted) admission).responseHeaders())
                    .isEqualTo(Map.of("X-Hooks", List.of("first", "second")));
        });
    }

    @Test
    void waitsForIdsOfAReactiveGenerator() {
        ReactiveSessionIdGenerator ids = request -> Mono.just("chosen-id").hide();

        runner.withBean(ReactiveSessionIdGenerator.class, () -> ids).run(context -> {
            Admission admission = admit(context, "EIO=4&transport=websocket");

            assertThat(((Admission.Granted) admission).sid()).isEqualTo("chosen-id");
        });
    }

    private static Admission admit(BeanFactory context, String query) {
        return Objects.requireNonNull(context.getBean(SocketIoServer.class)
                .engine()
                .admit(TestRequests.webSocket(query))
                .block());
    }

    @Configuration(proxyBeanMethods = false)
    static class Listening {

        final List<SocketIoConnectionErrorEvent> events = new CopyOnWriteArrayList<>();

        @EventListener
        void refused(SocketIoConnectionErrorEvent event) {
            events.add(event);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Hooks {

        @Bean
        @Order(2)
        ResponseHeadersHook second() {
            return (headers, request, handshake) -> headers.add("X-Hooks", "second");
        }

        @Bean
        @Order(1)
        ResponseHeadersHook first() {
            return (headers, request, handshake) -> headers.add("X-Hooks", "first");
        }
    }
}
