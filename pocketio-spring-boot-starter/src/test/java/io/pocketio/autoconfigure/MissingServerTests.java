package io.pocketio.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

import io.pocketio.Broadcast;
import io.pocketio.Rooms;
import io.pocketio.SocketIoServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;

@ExtendWith(OutputCaptureExtension.class)
class MissingServerTests {

    @Test
    void saysThatTheServerIsSwitchedOff(CapturedOutput output) {
        fail(WebApplicationType.NONE, WantsBroadcast.class, "pocketio.enabled=false");

        assertThat(output)
                .contains(WantsBroadcast.class.getName()
                        + " needs a bean of type io.pocketio.Broadcast, and there is none: pocketio.enabled is false.")
                .contains("Set pocketio.enabled=true; or ask for an ObjectProvider<Broadcast>");
    }

    @Test
    void saysThatAServletApplicationHasNone(CapturedOutput output) {
        fail(WebApplicationType.SERVLET, WantsServer.class);

        assertThat(output)
                .contains(
                        "needs a bean of type io.pocketio.SocketIoServer, and there is none: the Socket.IO server needs"
                                + " WebFlux, and this is a servlet application")
                .contains("Set spring.main.web-application-type=reactive");
    }

    @Test
    void saysThatTheAutoConfigurationIsMissing(CapturedOutput output) {
        fail(
                WebApplicationType.NONE,
                WantsRooms.class,
                "spring.autoconfigure.exclude=" + PocketIoAutoConfiguration.class.getName());

        assertThat(output)
                .contains(
                        "needs a bean of type io.pocketio.Rooms, and there is none: the auto-configuration of the starter")
                .contains("does not exclude PocketIoAutoConfiguration");
    }

    @Test
    void leavesOtherBeansToSpringBoot(CapturedOutput output) {
        fail(WebApplicationType.NONE, WantsOther.class);

        assertThat(output).contains("required a bean of type").doesNotContain("and there is none");
    }

    private static void fail(WebApplicationType type, Class<?> bean, String... properties) {
        assertThatException()
                .isThrownBy(() -> new SpringApplicationBuilder(Application.class, bean)
                        .web(type)
                        .properties(properties)
                        .properties("server.port=0", "spring.main.banner-mode=off")
                        .run());
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {}

    static class WantsBroadcast {

        WantsBroadcast(Broadcast broadcast) {}
    }

    static class WantsServer {

        WantsServer(SocketIoServer server) {}
    }

    static class WantsRooms {

        WantsRooms(Rooms rooms) {}
    }

    static class WantsOther {

        WantsOther(StringBuilder other) {}
    }
}
