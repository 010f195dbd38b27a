package io.pocketio.server.namespace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import io.pocketio.Handshake;
import io.pocketio.Namespace;
import io.pocketio.ParentNamespace;
import io.pocketio.engine.TestFrameChannel;
import io.pocketio.json.CodecException;
import io.pocketio.server.LogCapture;
import io.pocketio.server.TestServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Namespaces that come into being when a client asks for them. */
class DynamicNamespaceTests {

    private static final String INVALID = "{\"message\":\"Invalid namespace\"}";

    private final TestServer server = new TestServer();

    @Test
    void makesANamespaceWhoseNameMatchesThePattern() {
        ParentNamespace parent = server.io.of(Pattern.compile("/room-\\d+"));
        parent.onConnect(socket -> socket.emit("hello", socket.namespace().name()));
        TestFrameChannel client = server.open();

        TestServer.join(client, "/room-7");

        client.expect("42/room-7,[\"hello\",\"/room-7\"]");
        assertThat(parent.children()).extracting(Namespace::name).containsExactly("/room-7");
        assertThat(server.io.of("/room-7").sockets()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/room-", "/room-a", "/a/room-1", "/room-1/b"})
    void refusesANameThatThePatternDoesNotMatchAsAWhole(String name) {
        server.io.of(Pattern.compile("/room-\\d+"));
        TestFrameChannel client = server.open();

        client.receive("40" + name + ",");

        client.expect("44" + name + "," + INVALID);
        assertThat(client.isClosed()).isFalse();
    }

    @Test
    void findsTheNamespaceOfAFixedNameFirst() {
        List<String> connected = new ArrayList<>();
        server.io.of(Pattern.compile("/.*")).onConnect(socket -> connected.add("pattern"));
        TestServer fresh = new TestServer();
        fresh.io.of("/a").onConnect(socket -> connected.add("fixed"));
        fresh.io.of(Pattern.compile("/.*")).onConnect(socket -> connected.add("pattern"));

        TestServer.join(fresh.open(), "/a");

        assertThat(connected).containsExactly("fixed");
    }

    @Test
    void asksParentsInTheOrderOfTheirRegistration() {
        List<String> asked = new ArrayList<>();
        server.io.of((name, handshake) -> {
            asked.add("first");
            return Mono.just(false);
        });
        ParentNamespace second = server.io.of(Pattern.compile("/a.*"));
        server.io.of((name, handshake) -> {
            asked.add("third");
            return Mono.just(true);
        });

        TestServer.join(server.open(), "/abc");

        assertThat(asked).containsExactly("first");
        assertThat(second.children()).hasSize(1);
    }

    @Test
    void givesTheMatcherTheNameAndTheClientsAuth() {
        server.io.of((name, handshake) ->
                Mono.just(name.equals("/a") && "secret".equals(handshake.auth("token", String.class))));
        TestFrameChannel client = server.open();

        client.receive("40/a,{\"token\":\"wrong\"}");
        client.expect("44/a," + INVALID);
        client.receive("40/a,{\"token\":\"secret\"}");

        assertThat(client.next().asText()).startsWith("40/a,{\"sid\":");
    }

    @Test
    void givesTheSocketTheHandshakeThatTheMatcherSaw() {
        List<Handshake> seen = new ArrayList<>();
        ParentNamespace parent = server.io.of((name, handshake) -> {
            seen.add(handshake);
            return Mono.just(true);
        });
        parent.onConnect(socket -> seen.add(socket.handshake()));

        TestServer.join(server.open(), "/a");

        assertThat(seen).hasSize(2);
        assertThat(seen.get(0)).isSameAs(seen.get(1));
    }

    @Test
    void takesAnEmptyVerdictForARefusal() {
        server.io.of((name, handshake) -> Mono.empty());
        TestFrameChannel client = server.open();

        client.receive("40/a,");

        client.expect("44/a," + INVALID);
    }

    @Test
    void waitsForAMatcherThatTakesItsTime() {
        Sinks.One<Boolean> verdict = Sinks.one();
        server.io.of((name, handshake) -> verdict.asMono());
        TestFrameChannel client = server.open();

        client.receive("40/a,");
        client.expectNothing();
        verdict.tryEmitValue(true);

        assertThat(client.next().asText()).startsWith("40/a,{\"sid\":");
    }

    @Test
    void servesOtherNamespacesWhileAMatcherDecides() {
        server.io.of((name, handshake) -> Mono.never());
        TestFrameChannel client = server.open();

        client.receive("40/a,");
        TestServer.join(client, "/");

        assertThat(client.isClosed()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"40/a,", "42/a,[\"x\"]", "41/a,", "43/a,0[]"})
    void closesAConnectionThatUsesANamespaceWhileAMatcherDecides(String packet) {
        Sinks.One<Boolean> verdict = Sinks.one();
        ParentNamespace parent = server.io.of((name, handshake) -> verdict.asMono());
        TestFrameChannel client = server.connect();
        client.receive("40/a,");

        client.receive(packet);
        verdict.tryEmitValue(true);

        assertThat(client.isClosed()).isTrue();
        assertThat(parent.children()).isEmpty();
    }

    @Test
    void cancelsTheMatcherWhenTheClientGoes() {
        List<String> cancelled = new ArrayList<>();
        server.io.of((name, handshake) -> Mono.<Boolean>never().doOnCancel(() -> cancelled.add(name)));
        TestFrameChannel client = server.open();
        client.receive("40/a,");

        client.disconnect(null);

        assertThat(cancelled).containsExactly("/a");
    }

    @Test
    void makesNothingForAClientThatWentBeforeTheVerdict() {
        Sinks.One<Boolean> verdict = Sinks.one();
        ParentNamespace parent = server.io.of(
                (name, handshake) -> Mono.fromFuture(verdict.asMono().toFuture()));
        TestFrameChannel client = server.open();
        client.receive("40/a,");

        client.disconnect(null);
        verdict.tryEmitValue(true);

        assertThat(parent.children()).isEmpty();
    }

    @Test
    void closesAConnectionWhoseMatcherDecidesTooLate() {
        server.io.of((name, handshake) -> Mono.never());
        TestFrameChannel client = server.open();
        client.receive("40/a,");

        server.advance(Duration.ofSeconds(20));
        client.receive("3");
        server.advance(Duration.ofSeconds(25));

        assertThat(client.isClosed()).isTrue();
    }

    @Test
    void countsNamespacesThatAreLookedForTowardsTheLimitOfAConnection() {
        TestServer small = new TestServer(settings -> settings.maxNamespacesPerConnection(2));
        small.io.of((name, handshake) -> Mono.never());
        TestFrameChannel client = small.connect();
        client.receive("40/a,");
        assertThat(client.isClosed()).isFalse();

        client.receive("40/b,");

        assertThat(client.isClosed()).isTrue();
    }

    @Test
    void countsRefusedNamespacesNoMore() {
        TestServer small = new TestServer(settings -> settings.maxNamespacesPerConnection(1));
        small.io.of(Pattern.compile("/ok"));
        TestFrameChannel client = small.open();
        for (int i = 0; i < 1000; i++) {
            client.receive("40/no" + i + ",");
            client.expect("44/no" + i + "," + INVALID);
        }

        TestServer.join(client, "/ok");

        assertThat(client.isClosed()).isFalse();
    }

    @Test
    void givesTwoClientsThatAskAtTheSameTimeTheSameChild() {
        List<Sinks.One<Boolean>> verdicts = new ArrayList<>();
        ParentNamespace parent = server.io.of((name, handshake) -> {
            verdicts.add(Sinks.one());
            return verdicts.get(verdicts.size() - 1).asMono();
        });
        List<Namespace> born = new ArrayList<>();
        server.io.onNamespace(born::add);
        TestFrameChannel one = server.open();
        TestFrameChannel two = server.open();
        one.receive("40/a,");
        two.receive("40/a,");

        verdicts.forEach(verdict -> verdict.tryEmitValue(true));

        assertThat(born).hasSize(1);
        assertThat(parent.children()).containsExactlyElementsOf(born);
        assertThat(born.get(0).sockets()).hasSize(2);
    }

    @Test
    void asksTheNextParentWhenAMatcherThrows() {
        server.io.of((name, handshake) -> {
            throw new IllegalStateException("bug");
        });
        server.io.of((name, handshake) -> Mono.error(new IllegalStateException("bug, later")));
        server.io.of(Pattern.compile("/a"));

        try (LogCapture log = new LogCapture(Level.INFO)) {
            TestServer.join(server.open(), "/a");

            assertThat(log.messages(Level.ERROR))
                    .hasSize(2)
                    .allMatch(line -> line.startsWith("A namespace matcher failed"));
        }
    }

    @Test
    void asksTheNextParentWhenAMatcherFailsInAWayThatReactorTakesForFatal() {
        server.io.of((name, handshake) -> Mono.fromRunnable(() -> {
            throw new NoClassDefFoundError("on purpose");
        }));
        server.io.of(Pattern.compile("/a"));

        try (LogCapture log = new LogCapture(Level.INFO)) {
            TestServer.join(server.open(), "/a");

            assertThat(log.messages(Level.ERROR)).singleElement().asString().startsWith("A namespace matcher failed");
        }
    }

    @Test
    void refusesAClientWhoseMatcherThrows() {
        server.io.of((name, handshake) -> {
            throw new IllegalStateException("bug");
        });
        TestFrameChannel client = server.open();

        try (LogCapture log = new LogCapture(Level.INFO)) {
            client.receive("40/a,");

            assertThat(log.messages(Level.ERROR)).hasSize(1);
        }

        client.expect("44/a," + INVALID);
    }

    @Test
    void holdsAnAuthThatDoesNotFitAgainstTheClient() {
        server.io.of((name, handshake) -> Mono.error(new CodecException("no number")));
        TestFrameChannel client = server.open();

        try (LogCapture log = new LogCapture(Level.INFO)) {
            client.receive("40/a,");

            assertThat(log.messages(Level.ERROR)).isEmpty();
        }
        client.expect("44/a," + INVALID);
    }

    @Test
    void survivesAPatternThatIsTooDeepForTheStack() {
        server.io.of(Pattern.compile("/(a|b)*"));
        server.io.of((name, handshake) -> {
            throw new StackOverflowError();
        });
        TestFrameChannel client = server.open();

        try (LogCapture log = new LogCapture(Level.INFO)) {
            client.receive("40/" + "a".repeat(1000) + "c,");

            assertThat(log.messages(Level.ERROR)).isNotEmpty();
        }

        assertThat(client.next().asText()).startsWith("44/");
        assertThat(client.isClosed()).isFalse();
    }

    @Test
    void refusesNamesThatAreTooLongToKeep() {
        ParentNamespace parent = server.io.of(Pattern.compile("/.*"));
        TestFrameChannel client = server.open();
        String longest = "/" + "a".repeat(1023);

        TestServer.join(client, longest);
        client.receive("40" + longest + "b,");
        assertThat(client.next().asText()).isEqualTo("44" + longest + "b," + INVALID);
        String huge = "/" + "a".repeat(900_000);
        client.receive("40" + huge + ",");

        assertThat(client.next().asText()).isEqualTo("44" + huge + "," + INVALID);
        assertThat(parent.children()).hasSize(1);
    }

    @Test
    void refusesNamesThatCouldForgeALog() {
        server.io.of(Pattern.compile("(?s)/.*"));
        TestFrameChannel client = server.open();

        client.receive("40/a\nERROR,");

        client.expect("44/a\nERROR," + INVALID);
    }

    @Test
    void tellsOfANewNamespaceBeforeAnySocketIsInIt() {
        List<String> told = new ArrayList<>();
        server.io.onNamespace(namespace -> {
            told.add(namespace.name() + " " + namespace.sockets().size());
            namespace.onConnect(socket -> told.add("connected"));
        });
        server.io.of(Pattern.compile("/a.*"));

        TestServer.join(server.open(), "/abc");
        TestServer.join(server.open(), "/abc");

        assertThat(told).containsExactly("/abc 0", "connected", "connected");
    }

    @Test
    void tellsOfANamespaceThatTheApplicationMakes() {
        List<String> told = new ArrayList<>();
        server.io.onNamespace(namespace -> told.add(namespace.name()));

        server.io.of("/a");
        server.io.of("a");

        assertThat(told).containsExactly("/a");
    }

    @Test
    void letsAListenerForNewNamespacesMakeNamespaces() {
        List<String> told = new ArrayList<>();
        server.io.onNamespace(namespace -> {
            told.add(namespace.name());
            server.io.of("/audit").emit("made", namespace.name());
            assertThat(server.io.of(namespace.name())).isSameAs(namespace);
        });

        server.io.of("/a");

        assertThat(told).containsExactly("/a", "/audit");
    }

    @Test
    void opensANamespaceAlthoughAListenerThrows() {
        server.io.of(Pattern.compile("/a"));
        List<String> told = new ArrayList<>();
        server.io.onNamespace(namespace -> {
            throw new IllegalStateException("bug");
        });
        server.io.onNamespace(namespace -> told.add(namespace.name()));

        try (LogCapture log = new LogCapture(Level.INFO)) {
            TestServer.join(server.open(), "/a");

            assertThat(log.messages(Level.ERROR))
                    .containsExactly("A listener for new namespaces failed (namespace=/a)");
        }
        assertThat(told).containsExactly("/a");
    }

    @Test
    void keepsAClientOutUntilTheListenersHaveBeenTold() {
        server.io.of(Pattern.compile("/a"));
        TestFrameChannel second = server.open();
        List<Integer> sent = new ArrayList<>();
        server.io.onNamespace(namespace -> {
            second.receive("40/a,"); // while the first makes it
            sent.add(second.sentCount());
        });

        TestServer.join(server.open(), "/a");

        assertThat(sent).containsExactly(0);
        assertThat(second.next().asText()).startsWith("40/a,{\"sid\":");
    }

    @Test
    void makesAChildOfThePatternForTheApplicationToo() {
        ParentNamespace parent = server.io.of(Pattern.compile("/room-\\d+"));
        parent.onConnect(socket -> socket.emit("hello"));

        Namespace made = server.io.of("/room-1");
        TestFrameChannel client = server.open();
        TestServer.join(client, "/room-1");

        assertThat(parent.children()).containsExactly(made);
        client.expect("42/room-1,[\"hello\"]");
    }

    @Test
    void bindsTheVariablesOfATemplate() {
        ParentNamespace parent = server.io.ofTemplate("/tenants/{tenant}/rooms/{room}");
        List<Map<String, String>> variables = new ArrayList<>();
        parent.onConnect(socket -> variables.add(socket.namespace().variables()));

        TestServer.join(server.open(), "/tenants/acme/rooms/1 b");

        assertThat(variables).containsExactly(Map.of("tenant", "acme", "room", "1 b"));
        assertThat(server.io.of("/").variables()).isEmpty();
        assertThat(server.io.of("/tenants/x/rooms/y").variables()).containsEntry("tenant", "x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/tenants", "/tenants/", "/tenants//", "/tenants/a/b", "/tenant/a", "/x/tenants/a"})
    void refusesNamesOfAnotherFormThanTheTemplate(String name) {
        server.io.ofTemplate("/tenants/{tenant}");
        TestFrameChannel client = server.open();

        client.receive("40" + name + ",");

        client.expect("44" + name + "," + INVALID);
    }

    @Test
    void rejectsASecondTemplateThatWouldNeverMatch() {
        server.io.ofTemplate("/tenants/{tenant}");

        assertThatThrownBy(() -> server.io.ofTemplate("/tenants/{id}"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("\"/tenants/{id}\"")
                .hasMessageContaining("\"/tenants/{tenant}\"");
    }

    @Test
    void givesTheSameParentForTheSameTemplate() {
        assertThat(server.io.ofTemplate("tenants/{a}")).isSameAs(server.io.ofTemplate("/tenants/{a}"));
        assertThat(server.io.ofTemplate("/tenants/{a}")).isNotSameAs(server.io.ofTemplate("/users/{a}"));
    }

    @ParameterizedTest
    @CsvSource({
        "/tenants, has no variable",
        "/{a}/{a}, has {a} twice",
        "/{a, may have braces",
        "/a}, may have braces",
        "/{}, may have braces",
        "/{a}b, may have braces",
        "/{a}{b}, may have braces",
        "/{{a}}, may have braces",
        "/x}/{a}, may have braces"
    })
    void rejectsATemplateThatMakesNoSense(String template, String why) {
        assertThatThrownBy(() -> server.io.ofTemplate(template))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(template)
                .hasMessageContaining(why);
    }

    @Test
    void holdsWhatIsAddedToAParentForChildrenThatExist() {
        ParentNamespace parent = server.io.of(Pattern.compile("/a.*"));
        TestFrameChannel client = server.open();
        TestServer.join(client, "/a1");

        parent.handle("x", (socket, arguments, ack) -> {
            ack.send(socket.namespace().name());
            return Mono.empty();
        });
        client.receive("42/a1,0[\"x\"]");

        client.expect("43/a1,0[\"/a1\"]");
    }

    @Test
    void prefersTheHandlerOfTheChild() {
        ParentNamespace parent = server.io.of(Pattern.compile("/a.*"));
        parent.handle("x", (socket, arguments, ack) -> {
            ack.send("parent");
            return Mono.empty();
        });
        server.io.of("/a1").handle("x", (socket, arguments, ack) -> {
            ack.send("child");
            return Mono.empty();
        });
        TestFrameChannel client = server.open();
        TestServer.join(client, "/a1");
        TestServer.join(client, "/a2");

        client.receive("42/a1,0[\"x\"]");
        client.receive("42/a2,0[\"x\"]");

        client.expect("43/a1,0[\"child\"]");
        client.expect("43/a2,0[\"parent\"]");
    }

    @Test
    void callsTheServersThenTheParentsThenTheChildsHandlers() {
        List<String> calls = new ArrayList<>();
        ParentNamespace parent = server.io.of(Pattern.compile("/a"));
        server.io.onNamespace(child -> {
            child.use(socket -> Mono.fromRunnable(() -> calls.add("child asked")));
            child.onConnect(socket -> calls.add("child connect"));
            child.handleDisconnect((socket, reason) -> Mono.fromRunnable(() -> calls.add("child disconnect")));
        });
        parent.use(socket -> Mono.fromRunnable(() -> calls.add("parent asked")));
        parent.onConnect(socket -> calls.add("parent connect"));
        parent.handleDisconnect((socket, reason) -> Mono.fromRunnable(() -> calls.add("parent disconnect")));
        server.io.useForAll(socket -> Mono.fromRunnable(() -> calls.add("server asked")));
        TestFrameChannel client = server.open();

        TestServer.join(client, "/a");
        client.receive("41/a,");

        assertThat(calls)
                .containsExactly(
                        "server asked",
                        "parent asked",
                        "child asked",
                        "parent connect",
                        "child connect",
                        "parent disconnect",
                        "child disconnect");
    }

    @Test
    void subscribesToAVerdictWithTheContextOfTheRequest() {
        server.io.of((name, handshake) -> Mono.deferContextual(context -> Mono.just(context.hasKey("user"))));
        TestFrameChannel client = server.open(new TestFrameChannel(), server.requestWithContext("user", "ada"));

        client.receive("40/a,");

        assertThat(Objects.requireNonNull(client.next().asText())).startsWith("40/a,{\"sid\":");
    }
}
