package io.pocketio.cluster.emitter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.pocketio.Broadcast;
import io.pocketio.SocketIoEmitter;
import io.pocketio.cluster.ManualBus;
import io.pocketio.cluster.MessageTooLargeException;
import io.pocketio.cluster.classic.ClassicEmitters;
import io.pocketio.cluster.node.RecordedVerbs;
import io.pocketio.cluster.wire.Golden;
import io.pocketio.json.Jackson2JsonCodec;
import io.pocketio.json.JsonCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterEmitterTests {

    private static final JsonCodec CODEC = new Jackson2JsonCodec(new ObjectMapper());

    private final RecordedVerbs nodes = new RecordedVerbs();
    private final List<String> namespaces = new ArrayList<>();
    private final SocketIoEmitter emitter = new ClusterEmitter(namespace -> {
        namespaces.add(namespace);
        return nodes;
    });

    private final ManualBus bus = new ManualBus();
    private final SocketIoEmitter classic = new ClusterEmitter(new ClassicEmitters(bus, "socket.io", CODEC));

    @Test
    void saysWhomItReachesAndHow() {
        emitter.emit("all");
        emitter.to("a").in("b").except("c").asVolatile().compress(false).emit("some", 1, null);
        emitter.to("a", "b").to("a").send("text");
        emitter.except("a", "b").emit("others");

        assertThat(nodes.verbs())
                .containsExactly(
                        "broadcast / all() to [] except []",
                        "broadcast / some(1, null) to [a, b] except [c] volatile uncompressed",
                        "broadcast / message(text) to [a, b] except []",
                        "broadcast / others() to [] except [a, b]");
    }

    @Test
    void doesSomethingWithSockets() {
        emitter.in("a").socketsJoin("b", "c");
        emitter.in("a").socketsJoin();
        emitter.except("a").socketsLeave("b");
        emitter.in("a").socketsLeave();
        emitter.in("a").disconnectSockets();
        emitter.disconnectSockets(true);

        assertThat(nodes.verbs())
                .containsExactly(
                        "join to [a] except [] [b, c]",
                        "leave to [] except [a] [b]",
                        "disconnect to [a] except [] false",
                        "disconnect to [] except [] true");
    }

    @Test
    void talksToServersToo() {
        emitter.serverSideEmit("ping", 1, "a");

        assertThat(nodes.verbs()).containsExactly("serverEvent - ping(1, a)");
    }

    @Test
    void reachesOtherNamespaces() {
        emitter.of("/chat").emit("a");
        emitter.of("chat").to("room").emit("b");
        emitter.to("lost").of("").emit("c");

        assertThat(namespaces).containsExactly("/", "/chat", "/chat", "/");
        assertThat(nodes.verbs())
                .containsExactly(
                        "broadcast /chat a() to [] except []",
                        "broadcast /chat b() to [room] except []",
                        "broadcast / c() to [] except []");
    }

    @Test
    void staysAsItIs() {
        Broadcast broadcast = emitter.to("a");
        broadcast.except("b").asVolatile().emit("a");
        broadcast.emit("b");

        assertThat(nodes.verbs()).last().isEqualTo("broadcast / b() to [a] except []");
    }

    @Test
    void refusesWhatItCannotDo() {
        assertThatThrownBy(emitter::local).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> emitter.timeout(Duration.ofSeconds(1)))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> emitter.to("a").emitWithAck("a"))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("does not come to it");
        assertThatThrownBy(() -> emitter.to("a").fetchSockets()).isInstanceOf(UnsupportedOperationException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"connect", "disconnect", "disconnecting", "newListener"})
    void refusesReservedEvents(String event) {
        assertThatThrownBy(() -> emitter.emit(event)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"connect", "connection", "new_namespace"})
    void refusesReservedEventsOfServers(String event) {
        assertThatThrownBy(() -> emitter.serverSideEmit(event)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesWhatCannotBeSentAndSendsNothingOfIt() {
        assertThatThrownBy(() -> classic.emit("a", new Object()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Cannot send 'a'");
        assertThatThrownBy(() -> classic.serverSideEmit("a", new Object()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> classic.emit("a", (Object[]) null)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> classic.to()).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> classic.emit("a", "x".repeat(100_000))).isInstanceOf(MessageTooLargeException.class);
        assertThat(bus.published()).isEmpty();
    }

    @Test
    void writesWhatAnEmitterOfNodeWrites() {
        classic.to("room1").emit("e", 1);
        assertSent("socket.io#/#room1#", "emitter-broadcast.hex");
        classic.in("x").socketsJoin("y");
        assertSent("socket.io-request#/#", "emitter-join.json");
        classic.in("x").socketsLeave("y");
        assertSent("socket.io-request#/#", "emitter-leave.json");
        classic.in("x").disconnectSockets(true);
        assertSent("socket.io-request#/#", "emitter-disconnect.json");
        classic.serverSideEmit("ping2", 3);
        assertSent("socket.io-request#/#", "emitter-server-event.json");
    }

    private void assertSent(String channel, String golden) {
        assertThat(bus.published()).singleElement().satisfies(message -> {
            assertThat(message.channel()).isEqualTo(channel);
            assertThat(message.bytes()).isEqualTo(Golden.bytes("classic/" + golden));
        });
    }

    @Test
    void namesTheChannelsOfOtherNamespaces() {
        classic.of("chat").emit("a");
        classic.of("/chat").serverSideEmit("a");

        assertThat(bus.published())
                .extracting(ManualBus.Message::channel)
                .containsExactly("socket.io#/chat#", "socket.io-request#/chat#");
    }
}
