package io.pocketio.server.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.pocketio.RecoveryAttempt;
import io.pocketio.RecoveryOptions;
import io.pocketio.adapter.Adapter;
import io.pocketio.adapter.LocalSocket;
import io.pocketio.adapter.LocalSockets;
import io.pocketio.adapter.RecoverableSession;
import io.pocketio.adapter.Recovery;
import io.pocketio.adapter.RecoveryOutcome;
import io.pocketio.adapter.Resumption;
import io.pocketio.adapter.memory.InMemoryAdapter;
import io.pocketio.lane.SerialLane;
import io.pocketio.server.TestServer;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** Clients that come back to an adapter of somebody else's that does not say what became of their session. */
class SilentRecoveryTests {

    private final List<RecoveryAttempt> attempts = new ArrayList<>();
    private Mono<Resumption> resumption = Mono.empty();
    private boolean throwing;

    private final TestServer server =
            new TestServer(builder -> builder.connectionStateRecovery(RecoveryOptions.defaults())
                    .recoveryListener(attempts::add)
                    .adapter((namespace, sockets) -> silent(sockets)));

    @Test
    void startsAnewWhenTheAdapterAnswersNothing() {
        RecoveringClient client = new RecoveringClient(server).connect().cut();

        client.connect();

        assertThat(client.recovered).isFalse();
        assertThat(attempts.get(0).outcome()).isEqualTo(RecoveryOutcome.UNAVAILABLE);
    }

    @Test
    void startsAnewWhenTheAdapterThrowsWhereItIsToAnswer() {
        RecoveringClient client = new RecoveringClient(server).connect().cut();
        throwing = true;

        client.connect();

        assertThat(client.recovered).isFalse();
        assertThat(attempts.get(0).outcome()).isEqualTo(RecoveryOutcome.UNAVAILABLE);
    }

    @Test
    void closesTheConnectionWhenTheAdapterThrowsInsteadOfAttaching() {
        RecoveringClient client = new RecoveringClient(server).connect().cut();
        resumption = found(client).doOnNext(found -> throwing = true);

        client.open(new SerialLane(Runnable::run));

        assertThat(client.channel.isClosed()).isTrue();
        assertThat(server.io.sockets().sockets()).isEmpty();
    }

    private static Mono<Resumption> found(RecoveringClient client) {
        return Mono.fromSupplier(() -> new Resumption(
                RecoveryOutcome.RECOVERED,
                new RecoverableSession(
                        String.valueOf(client.pid), String.valueOf(client.sid), Set.of(), Map.of(), "", null, ""),
                "",
                List.of(),
                null,
                ""));
    }

    @Test
    void startsAnewWhenTheAdapterNeverAnswers() {
        resumption = Mono.never();
        RecoveringClient client = new RecoveringClient(server).connect().cut();

        client.open(new SerialLane(Runnable::run));
        client.receive();
        assertThat(client.sid).isNull();
        server.advance(Duration.ofSeconds(5));
        client.receive();

        assertThat(client.sid).isNotNull();
        assertThat(client.recovered).isFalse();
    }

    @Test
    void closesTheConnectionWhenTheAdapterNeverAttaches() {
        RecoveringClient client = new RecoveringClient(server).connect().cut();
        resumption = found(client);
        client.open(new SerialLane(Runnable::run));

        server.advance(Duration.ofSeconds(5));

        assertThat(client.channel.isClosed()).isTrue();
        assertThat(server.io.sockets().sockets()).isEmpty();
    }

    /** In memory, but for what is kept of clients. */
    private Adapter silent(LocalSockets sockets) {
        Adapter rooms = new InMemoryAdapter(sockets);
        Recovery recovery = new SilentRecovery(sockets);
        return (Adapter) Proxy.newProxyInstance(
                Adapter.class.getClassLoader(),
                new Class<?>[] {Adapter.class},
                (proxy, method, arguments) ->
                        method.getName().equals("recovery") ? recovery : method.invoke(rooms, arguments));
    }

    private final class SilentRecovery implements Recovery {

        private final LocalSockets sockets;

        SilentRecovery(LocalSockets sockets) {
            this.sockets = sockets;
        }

        @Override
        public String position() {
            return "";
        }

        @Override
        public void attach(LocalSocket socket) {
            sockets.recoverable().attach(socket, List.of(), "", null);
        }

        @Override
        public String detach(LocalSocket socket) {
            sockets.recoverable().detach(socket);
            return "";
        }

        @Override
        public void save(RecoverableSession session) {}

        @Override
        public Mono<Resumption> resume(String pid, @Nullable String offset, long maxBytes) {
            failIfThrowing();
            return resumption;
        }

        @Override
        public Mono<RecoveryOutcome> reattach(LocalSocket socket, Resumption found, long maxBytes) {
            failIfThrowing();
            return Mono.never();
        }

        private void failIfThrowing() {
            if (throwing) {
                throw new IllegalStateException("on purpose");
            }
        }
    }
}
