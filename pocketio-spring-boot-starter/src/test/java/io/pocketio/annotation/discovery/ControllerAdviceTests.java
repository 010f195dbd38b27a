package io.pocketio.annotation.discovery;

import static io.pocketio.annotation.discovery.TestApplication.call;
import static io.pocketio.annotation.discovery.TestApplication.callIn;
import static org.assertj.core.api.Assertions.assertThat;

import io.pocketio.Namespace;
import io.pocketio.SocketIoServer;
import io.pocketio.SocketIoSocket;
import io.pocketio.annotation.OnConnect;
import io.pocketio.annotation.SocketController;
import io.pocketio.annotation.SocketControllerAdvice;
import io.pocketio.annotation.SocketEvent;
import io.pocketio.annotation.SocketExceptionHandler;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.annotation.Order;
import reactor.core.publisher.Mono;

class ControllerAdviceTests {

    @Test
    void answersForOtherBeans() {
        try (TestApplication application = TestApplication.of(Failing.class, Global.class)) {
            assertThat(call(application.connect(), "\"fail\"", "\"argument\"")).isEqualTo("[\"global: fail in /\"]");
            assertThat(call(application.connect(), "\"failLater\"")).isEqualTo("[\"global: failLater in /\"]");
        }
    }

    @Test
    void comesBehindTheHandlersOfTheBeanItself() {
        try (TestApplication application = TestApplication.of(Failing.class, Global.class)) {
            assertThat(call(application.connect(), "\"fail\"", "\"arithmetic\""))
                    .isEqualTo("[\"local\"]");
        }
    }

    @Test
    void asksAdvicesInTheirOrder() {
        try (TestApplication application = TestApplication.of(Failing.class, Global.class, First.class)) {
            assertThat(call(application.connect(), "\"fail\"", "\"argument\"")).isEqualTo("[\"first\"]");
            assertThat(call(application.connect(), "\"fail\"", "\"state\"")).isEqualTo("[\"global state\"]");
        }
    }

    @Test
    void callsTheHandlerOfTheNearestSupertypeWithinABean() {
        try (TestApplication application = TestApplication.of(Failing.class, Nearest.class)) {
            assertThat(call(application.connect(), "\"failChecked\"")).isEqualTo("[\"io\"]");
        }
    }

    @Test
    void answersForThoseItSelectsOnly() {
        try (TestApplication application =
                TestApplication.of(Failing.class, Marked.class, ForMarked.class, ForType.class, ForPackage.class)) {
            assertThat(callIn("/marked", application, "\"fail\"")).isEqualTo("[\"for marked\"]");
            assertThat(call(application.connect(), "\"fail\"", "\"argument\"")).isEqualTo("[\"for type\"]");
        }
    }

    @Test
    void answersForFailuresOfConnections() {
        try (TestApplication application = TestApplication.of(FailingConnect.class, Global.class)) {
            application.connect("/connect", "").expect("41/connect,");

            assertThat(application.bean(Global.class).lastEvent).isEqualTo("connect");
        }
    }

    @Test
    void mayHandleEventsItself() {
        try (TestApplication application = TestApplication.of(Both.class, Failing.class)) {
            assertThat(call(application.connect(), "\"own\"")).isEqualTo("[\"both\"]");
            assertThat(call(application.connect(), "\"fail\"", "\"argument\"")).isEqualTo("[\"both\"]");
        }
    }

    @Test
    void answersForBeansOfChildContexts() {
        try (TestApplication parent = TestApplication.of(Global.class);
                AnnotationConfigApplicationContext child = new AnnotationConfigApplicationContext()) {
            child.setParent(parent.context);
            child.registerBean(
                    SocketHandlerMethodProcessor.class,
                    () -> SocketHandlerMethodProcessor.builder(parent.bean(SocketIoServer.class))
                            .build());
            child.register(Failing.class);
            child.refresh();

            assertThat(call(parent.connect(), "\"fail\"", "\"argument\"")).isEqualTo("[\"global: fail in /\"]");
        }
    }

    @Retention(RetentionPolicy.RUNTIME)
    @interface Special {}

    static class Failing {

        @SocketEvent("fail")
        void fail(String how) {
            throw switch (how) {
                case "argument" -> new IllegalArgumentException();
                case "arithmetic" -> new ArithmeticException();
                default -> new IllegalStateException();
            };
        }

        @SocketEvent("failLater")
        Mono<String> failLater() {
            return Mono.error(new IllegalArgumentException());
        }

        @SocketEvent("failChecked")
        void failChecked() throws IOException {
            throw new FileNotFoundException();
        }

        @SocketExceptionHandler
        String local(ArithmeticException failure) {
            return "local";
        }
    }

    @SocketController("/connect")
    static class FailingConnect {

        @OnConnect
        void joined(SocketIoSocket socket) {
            throw new IllegalArgumentException();
        }
    }

    @SocketController("/marked")
    @Special
    static class Marked {

        @SocketEvent("fail")
        void fail() {
            throw new IllegalArgumentException();
        }
    }

    @SocketControllerAdvice
    static class Global {

        String lastEvent = "";

        @SocketExceptionHandler
        String any(RuntimeException failure, String event, Namespace namespace) {
            lastEvent = event;
            return "global: " + event + " in " + namespace.name();
        }

        @SocketExceptionHandler
        String state(IllegalStateException failure) {
            return "global state";
        }
    }

    @Order(1)
    @SocketControllerAdvice
    static class First {

        @SocketExceptionHandler
        String argument(IllegalArgumentException failure) {
            return "first";
        }
    }

    @SocketControllerAdvice
    static class Nearest {

        @SocketExceptionHandler
        String any(Exception failure) {
            return "any";
        }

        @SocketExceptionHandler
        String io(IOException failure) {
            return "io";
        }
    }

    @Order(1)
    @SocketControllerAdvice(annotations = Special.class)
    static class ForMarked {

        @SocketExceptionHandler
        String any(Exception failure) {
            return "for marked";
        }
    }

    @Order(2)
    @SocketControllerAdvice("org.example")
    static class ForPackage {

        @SocketExceptionHandler
        String any(Exception failure) {
            return "for package";
        }
    }

    @Order(3)
    @SocketControllerAdvice(assignableTypes = Failing.class)
    static class ForType {

        @SocketExceptionHandler
        String any(Exception failure) {
            return "for type";
        }
    }

    @SocketControllerAdvice
    static class Both {

        @SocketEvent("own")
        void own() {
            throw new IllegalArgumentException();
        }

        @SocketExceptionHandler
        String any(RuntimeException failure) {
            return "both";
        }
    }
}
