package io.pocketio.server.namespace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pocketio.AckTimeoutException;
import io.pocketio.SocketIoServer;
import io.pocketio.adapter.LinkedAdapter;
import io.pocketio.protocol.Arguments;
import io.pocketio.server.TestServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.test.scheduler.VirtualTimeScheduler;

/** Events between the servers of a cluster. */
class ServerSideEventTests {

    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final LinkedAdapter.Link link = new LinkedAdapter.Link(time);
    private final SocketIoServer here = node();
    private final SocketIoServer one = node();
    private final SocketIoServer two = node();
    private final List<Object> results = new ArrayList<>();

    private SocketIoServer node() {
        return new TestServer(settings -> settings.adapter(link.adapters()).ackTimeout(Duration.ofSeconds(5))).io;
    }

    private void note(SocketIoServer server, String name) {
        server.sockets()
                .onServerSideEvent(
                        "ping", (arguments, ack) -> results.add(name + " got " + arguments.get(0, String.class)));
    }

    private void ask() {
        ask(here.serverSideEmitWithAck("ping", "x"));
    }

    private void ask(Flux<Arguments> answers) {
        answers.subscribe(
                answer -> results.add(answer.get(0, String.class)), results::add, () -> results.add("completed"));
    }

    @Test
    void reachTheOtherServers() {
        note(here, "here");
        note(one, "one");
        note(two, "two");

        here.serverSideEmit("ping", "x");
        here.serverSideEmit("nobody listens to this");

        assertThat(results).containsExactly("one got x", "two got x");
    }

    @Test
    void stayInTheirNamespace() {
        note(one, "one");
        here.of("/other");
        one.of("/other").onServerSideEvent("ping", (arguments, ack) -> results.add("other"));

        here.of("/other").serverSideEmit("ping", "x");

        assertThat(results).containsExactly("other");
    }

    @Test
    void giveTheAnswersOfTheOtherServers() {
        one.sockets().onServerSideEvent("ping", (arguments, ack) -> ack.send("pong one"));
        two.sockets().onServerSideEvent("ping", (arguments, ack) -> ack.send("pong two", "more"));

        ask();

        assertThat(results).containsExactly("pong one", "pong two", "completed");
    }

    @Test
    void tellWhetherAnAnswerIsWanted() {
        one.sockets().onServerSideEvent("ping", (arguments, ack) -> {
            results.add(ack.isRequested());
            ack.send("pong");
        });

        here.serverSideEmit("ping", "x");
        ask();

        assertThat(results).containsExactly(false, true, "pong");
    }

    @Test
    void giveOneAnswerOfEachServer() {
        one.sockets().onServerSideEvent("ping", (arguments, ack) -> {
            ack.send("first");
            ack.send("second");
        });
        one.sockets().onServerSideEvent("ping", (arguments, ack) -> ack.send("third"));
        two.sockets().onServerSideEvent("ping", (arguments, ack) -> ack.send());

        ask(here.serverSideEmitWithAck("ping", "x").filter(answer -> answer.size() > 0));

        assertThat(results).containsExactly("first", "completed");
    }

    @Test
    void failBehindTheAnswersWhenAServerIsTooLate() {
        one.sockets().onServerSideEvent("ping", (arguments, ack) -> ack.send("pong"));

        ask();
        time.advanceTimeBy(Duration.ofMillis(4900));
        assertThat(results).containsExactly("pong");
        time.advanceTimeBy(Duration.ofMillis(200));

        assertThat(results).hasSize(2);
        assertThat(results.get(1)).isInstanceOf(AckTimeoutException.class);
    }

    @Test
    void areSentOnSubscription() {
        note(one, "one");

        Flux<Arguments> answers = here.serverSideEmitWithAck("ping", "x");
        assertThat(results).isEmpty();
        answers.subscribe();
        answers.subscribe();

        assertThat(results).containsExactly("one got x", "one got x");
    }

    @Test
    void reachOtherListenersWhenOneFails() {
        one.sockets().onServerSideEvent("ping", (arguments, ack) -> {
            throw new IllegalStateException("on purpose");
        });
        note(one, "one");

        here.serverSideEmit("ping", "x");

        assertThat(results).containsExactly("one got x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"connect", "connection", "new_namespace"})
    void cannotHaveReservedNames(String name) {
        String message = '"' + name + "\" is a reserved event name";

        assertThatThrownBy(() -> here.serverSideEmit(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
        assertThatThrownBy(() -> here.serverSideEmitWithAck(name)).hasMessage(message);
        assertThatThrownBy(() -> here.sockets().onServerSideEvent(name, (arguments, ack) -> {}))
                .hasMessage(message);
    }

    @Test
    void goNowhereWhenAServerIsAlone() {
        SocketIoServer alone = new TestServer().io;
        note(alone, "alone");

        assertThatCode(() -> alone.serverSideEmit("ping", "x")).doesNotThrowAnyException();
        ask(alone.serverSideEmitWithAck("ping", "x"));

        assertThat(results).containsExactly("completed");
    }
}
