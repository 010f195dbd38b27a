package io.pocketio.annotation.binding;

import static io.pocketio.annotation.discovery.TestApplication.callIn;
import static io.pocketio.annotation.discovery.TestApplication.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.pocketio.Namespace;
import io.pocketio.SocketIoSocket;
import io.pocketio.annotation.OnConnect;
import io.pocketio.annotation.OnDisconnect;
import io.pocketio.annotation.SocketController;
import io.pocketio.annotation.SocketControllerAdvice;
import io.pocketio.annotation.SocketEvent;
import io.pocketio.annotation.SocketExceptionHandler;
import io.pocketio.annotation.discovery.TestApplication;
import io.pocketio.engine.TestFrameChannel;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.web.bind.annotation.PathVariable;

class PathVariableTests {

    private static final String HERE = PathVariableTests.class.getName() + "$";

    @Test
    void bindToHandlersOfAllKinds() {
        try (TestApplication application = TestApplication.of(Tenants.class)) {
            TestFrameChannel client = application.connect("/tenants/acme/7", "");
            client.expect("42/tenants/acme/7,[\"welcome\",\"acme\",7,\"/tenants/acme/7\"]");

            client.receive("42/tenants/acme/7,1[\"order\",\"nut\"]");
            client.expect("43/tenants/acme/7,1[\"acme 7 nut\"]");
            client.receive("42/tenants/acme/7,2[\"fail\"]");
            client.expect("43/tenants/acme/7,2[\"failed at acme\"]");
            client.receive("41/tenants/acme/7,");

            assertThat(application.bean(Tenants.class).seen).containsExactly("left acme");
        }
    }

    @Test
    void keepNamespacesApart() {
        try (TestApplication application = TestApplication.of(Tenants.class)) {
            TestFrameChannel other = application.connect("/tenants/other/1", "");
            other.expect("42/tenants/other/1,[\"welcome\",\"other\",1,\"/tenants/other/1\"]");
            other.receive("42/tenants/other/1,[\"tell\"]");
            other.expect("42/tenants/other/1,[\"told\"]");
            application
                    .connect("/tenants/acme/1", "")
                    .expect("42/tenants/acme/1,[\"welcome\",\"acme\",1,\"/tenants/acme/1\"]");

            other.expectNothing();
        }
    }

    @Test
    void refuseAClientWhoseNamespaceDoesNotFitTheTypes() {
        try (TestApplication application = TestApplication.of(Tenants.class)) {
            TestFrameChannel client = application.connect();

            client.receive("40/tenants/acme/seven,");
            client.expect("44/tenants/acme/seven,{\"message\":\"Invalid namespace\"}");
            client.receive("40/tenants/acme,");
            client.expect("44/tenants/acme,{\"message\":\"Invalid namespace\"}");
            assertThat(application.bean(Tenants.class).seen).isEmpty();
        }
    }

    @Test
    void areConvertedByTheirTypes() {
        try (TestApplication application = TestApplication.of(Converted.class)) {
            String id = "00000000-0000-0000-0000-000000000001";

            assertThat(callIn("/converted/" + id, application, "\"id\"")).isEqualTo("[\"" + id + "\"]");
            assertThat(callIn("/converted/" + id, application, "\"optional\"")).isEqualTo("[\"Optional[" + id + "]\"]");
            assertThat(callIn("/converted/" + id, application, "\"absent\"")).isEqualTo("[\"Optional.empty null\"]");
        }
    }

    @Test
    void resolvePlaceholders() {
        System.setProperty("pocketio.test.prefix", "/placed");
        System.setProperty("pocketio.test.event", "resolved");
        try (TestApplication application = TestApplication.of(Placed.class)) {
            assertThat(callIn("/placed/here", application, "\"resolved\"")).isEqualTo("[\"here\"]");
        } finally {
            System.clearProperty("pocketio.test.prefix");
            System.clearProperty("pocketio.test.event");
        }
    }

    @Test
    void refusesUnknownVariables() {
        assertThat(refusal(UnknownVariable.class))
                .isEqualTo(
                        "@SocketEvent method " + HERE + "UnknownVariable.x(String) has the variable 'room', which the"
                                + " namespace '/a/{tenant}/{user}' has not. Name one of its variables: tenant, user.");
        assertThat(refusal(NoTemplate.class))
                .endsWith("has the variable 'room', which the namespace '/a' has not."
                        + " Add it to the namespace of the @SocketController, as in /things/{room}.");
        assertThat(refusal(AdviceVariable.class))
                .endsWith("has the variable 'tenant', but its advice answers for all namespaces."
                        + " Take the Namespace, and ask for its variables().");
    }

    @Test
    void saysHowToCompileWhereTheNamesOfParametersAreMissing(@TempDir Path folder) throws Exception {
        String source = """
                package nameless;

                @io.pocketio.annotation.SocketController("/a/{tenant}")
                public class Rooms {

                    @io.pocketio.annotation.SocketEvent("x")
                    void x(@org.springframework.web.bind.annotation.PathVariable String tenant) {}
                }
                """;

        try (URLClassLoader classes = compiledWithoutNames("Rooms", source, folder)) {
            assertThat(refusal(classes.loadClass("nameless.Rooms")))
                    .isEqualTo(
                            "@SocketEvent method nameless.Rooms.x(String) has a @PathVariable without a name, and its"
                                    + " class was compiled without the names of parameters. Compile with -parameters, or name the"
                                    + " variable, as in @PathVariable(\"id\").");
        }
    }

    private static URLClassLoader compiledWithoutNames(String name, String source, Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve(name + ".java"), source);
        String classPath = System.getProperty("java.class.path");
        int status = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-proc:none", "-cp", classPath, "-d", folder.toString(), file.toString());
        assertThat(status).isZero();
        return new URLClassLoader(new URL[] {folder.toUri().toURL()}, PathVariableTests.class.getClassLoader());
    }

    @Test
    void refusesTypesThatNothingConvertsTo() {
        assertThat(refusal(Inconvertible.class))
                .endsWith("has the parameter 'tenant' of type Tenant, which no converter makes of a variable."
                        + " Declare a Converter<String, Tenant> bean, or take the variable as a String.");
    }

    @Test
    void refusesTemplatesThatMakeNoSense() {
        assertThat(refusal(HalfBrace.class))
                .startsWith(
                        "The namespace '/a/{tenant' of the @SocketController " + HERE + "HalfBrace makes no sense: ");
        assertThat(refusal(TwiceTheSame.class)).contains("TwiceTheSame makes no sense: ");
        assertThat(refusal(Comma.class)).contains("Comma makes no sense: ");
    }

    @Test
    void refusesPlaceholdersWithoutAValue() {
        assertThat(refusal(NoValue.class))
                .startsWith("The namespace '${pocketio.test.none}' of the @SocketController " + HERE
                        + "NoValue makes no sense:")
                .contains("give placeholders");
        assertThat(refusal(NoEventValue.class))
                .contains("handles the event '${pocketio.test.none}', which makes no sense: ")
                .endsWith("Give the placeholder a value in the application's properties.");
    }

    @SocketController("tenants/{tenant}/{id}")
    static class Tenants {

        final List<String> seen = new ArrayList<>();

        @OnConnect
        void joined(
                SocketIoSocket socket,
                @PathVariable String tenant,
                @PathVariable("id") long number,
                Namespace namespace) {
            socket.emit("welcome", tenant, number, namespace.name());
        }

        @SocketEvent("order")
        String order(@PathVariable String tenant, String item, @PathVariable Integer id) {
            return tenant + " " + id + " " + item;
        }

        @SocketEvent("tell")
        void tell(Namespace namespace) {
            namespace.emit("told");
        }

        @SocketEvent("fail")
        void fail() {
            throw new IllegalStateException();
        }

        @SocketExceptionHandler
        String failed(IllegalStateException failure, @PathVariable String tenant) {
            return "failed at " + tenant;
        }

        @OnDisconnect
        void left(@PathVariable(name = "tenant") String whose) {
            seen.add("left " + whose);
        }
    }

    @SocketController("/converted/{id}")
    static class Converted {

        @SocketEvent("id")
        String id(@PathVariable UUID id) {
            return id.toString();
        }

        @SocketEvent("optional")
        String optional(@PathVariable Optional<UUID> id) {
            return id.toString();
        }

        @SocketEvent("absent")
        String absent(@PathVariable Optional<UUID> other, @PathVariable @Nullable String another) {
            return other + " " + another;
        }
    }

    @SocketController("${pocketio.test.prefix}/{name}")
    static class Placed {

        @SocketEvent("${pocketio.test.event}")
        String resolved(@PathVariable String name) {
            return name;
        }
    }

    @SocketController("/a/{tenant}/{user}")
    static class UnknownVariable {

        @SocketEvent("x")
        void x(@PathVariable String room) {}
    }

    @SocketController("/a")
    static class NoTemplate {

        @SocketEvent("x")
        void x(@PathVariable("room") String name) {}
    }

    @SocketControllerAdvice
    static class AdviceVariable {

        @SocketExceptionHandler
        void failed(RuntimeException failure, @PathVariable String tenant) {}
    }

    record Tenant(String name, int size) {}

    @SocketController("/a/{tenant}")
    static class Inconvertible {

        @SocketEvent("x")
        void x(@PathVariable Tenant tenant) {}
    }

    @SocketController("/a/{tenant")
    static class HalfBrace {

        @SocketEvent("x")
        void x() {}
    }

    @SocketController("/a/{tenant}/{tenant}")
    static class TwiceTheSame {

        @SocketEvent("x")
        void x() {}
    }

    @SocketController("/a,b")
    static class Comma {

        @SocketEvent("x")
        void x() {}
    }

    @SocketController("${pocketio.test.none}")
    static class NoValue {

        @SocketEvent("x")
        void x() {}
    }

    static class NoEventValue {

        @SocketEvent("${pocketio.test.none}")
        void x() {}
    }
}
