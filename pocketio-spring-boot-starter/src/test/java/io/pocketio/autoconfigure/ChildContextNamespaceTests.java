package io.pocketio.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.pocketio.SocketIoServer;
import io.pocketio.adapter.Adapter;
import io.pocketio.adapter.AdapterFactory;
import io.pocketio.adapter.LocalSockets;
import io.pocketio.adapter.memory.InMemoryAdapter;
import io.pocketio.annotation.SocketController;
import io.pocketio.annotation.SocketEvent;
import io.pocketio.engine.TestFrameChannel;
import io.pocketio.engine.TestRequests;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.PathVariable;

/** What becomes of the namespaces of a context that ends before the server. */
class ChildContextNamespaceTests {

    private final ConfigurableApplicationContext parent = new SpringApplicationBuilder(Parent.class)
            .web(WebApplicationType.NONE)
            .run("--spring.main.banner-mode=off");

    private final SocketIoServer io = parent.getBean(SocketIoServer.class);

    @AfterEach
    void close() {
        parent.close(); // and so its child
    }

    private ConfigurableApplicationContext child() {
        return new SpringApplicationBuilder(Child.class)
                .parent(parent)
                .web(WebApplicationType.NONE)
                .run("--spring.main.banner-mode=off");
    }

    private TestFrameChannel connect(String... namespaces) {
        TestFrameChannel client = new TestFrameChannel();
        client.connect(
                io.engine(),
                Objects.requireNonNull(io.engine()
                        .admit(TestRequests.webSocket("EIO=4&transport=websocket"))
                        .block()));
        assertThat(client.next().asText()).startsWith("0{");
        for (String namespace : namespaces) {
            join(client, namespace);
        }
        return client;
    }

    private static void join(TestFrameChannel client, String namespace) {
        client.receive("40" + namespace + ",");
        assertThat(client.next().asText()).startsWith("40" + namespace + ",{\"sid\":");
    }

    private static void refused(TestFrameChannel client, String namespace) {
        client.receive("40" + namespace + ",");
        client.expect("44" + namespace + ",{\"message\":\"Invalid namespace\"}");
    }

    private static void ask(TestFrameChannel client, String namespace, String event, String answer) {
        client.receive("42" + namespace + ",1[\"" + event + "\"]");
        client.expect("43" + namespace + ",1[\"" + answer + "\"]");
    }

    @Test
    void areGoneWithIt() {
        ConfigurableApplicationContext child = child();
        TestFrameChannel client = connect("/child", "/rooms/1");

        child.close();

        List<String> farewells = List.of(client.next().asText(), client.next().asText());
        assertThat(farewells).containsExactlyInAnyOrder("41/child,", "41/rooms/1,");
        refused(client, "/child");
        refused(client, "/rooms/1");
        refused(client, "/rooms/2");
        assertThat(client.isClosed()).isFalse();
    }

    @Test
    void stayWhenTheParentHasThemToo() {
        ConfigurableApplicationContext child = child();
        TestFrameChannel client = connect("/both");
        ask(client, "/both", "child", "child");

        child.close();

        client.expectNothing();
        ask(client, "/both", "parent", "parent");
        client.receive("42/both,1[\"child\"]");
        client.expectNothing();
        join(connect(), "/both");
    }

    @Test
    void stayWhenTheApplicationHasAskedForThem() {
        ConfigurableApplicationContext child = child();
        io.of("/child");
        TestFrameChannel client = connect("/child");

        child.close();

        client.expectNothing();
        join(connect(), "/child");
    }

    @Test
    void areMadeAnewForTheNext() {
        ConfigurableApplicationContext first = child();
        TestFrameChannel client = connect("/child");
        first.close();
        client.expect("41/child,");

        child();

        join(client, "/child");
        ask(client, "/child", "ask", "child");
        join(client, "/rooms/1");
        ask(client, "/rooms/1", "ask", "1");
    }

    @Test
    void letNobodyInUncheckedWhileTheyGo() {
        ConfigurableApplicationContext child = child();
        TestFrameChannel client = connect();
        List<String> answers = new ArrayList<>();
        parent.getBean(Closings.class).listener = name -> {
            client.receive("40/numbers/none,");
            answers.add(client.next().asText());
        };

        child.close();
        parent.getBean(Closings.class).listener = name -> {};

        assertThat(answers).isNotEmpty().allMatch(answer -> answer.startsWith("44/numbers/none,"));
    }

    /** Adapters that tell when they are closed. */
    static final class Closings implements AdapterFactory {

        Consumer<String> listener = name -> {};

        @Override
        public Adapter create(String namespace, LocalSockets sockets) {
            Adapter adapter = new InMemoryAdapter(sockets);
            return (Adapter) Proxy.newProxyInstance(
                    Adapter.class.getClassLoader(), new Class<?>[] {Adapter.class}, (proxy, method, arguments) -> {
                        if (method.getName().equals("close")) {
                            listener.accept(namespace);
                        }
                        return method.invoke(adapter, arguments);
                    });
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import({ParentOfBoth.class, Closings.class})
    static class Parent {}

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import({ChildOfBoth.class, ChildNamespace.class, ChildRooms.class, ChildNumbers.class})
    static class Child {}

    @SocketController("/both")
    static class ParentOfBoth {

        @SocketEvent("parent")
        String parent() {
            return "parent";
        }
    }

    @SocketController("/both")
    static class ChildOfBoth {

        @SocketEvent("child")
        String child() {
            return "child";
        }
    }

    @SocketController("/child")
    static class ChildNamespace {

        @SocketEvent("ask")
        String ask() {
            return "child";
        }
    }

    @SocketController("/numbers/{number}")
    static class ChildNumbers {

        @SocketEvent("ask")
        int ask(@PathVariable int number) {
            return number;
        }
    }

    @SocketController("/rooms/{id}")
    static class ChildRooms {

        @SocketEvent("ask")
        String ask(@PathVariable String id) {
            return id;
        }
    }
}
