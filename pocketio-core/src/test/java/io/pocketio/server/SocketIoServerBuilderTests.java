package io.pocketio.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pocketio.SocketIoServer;
import io.pocketio.adapter.memory.InMemoryAdapter;
import io.pocketio.engine.EngineOptions;
import io.pocketio.engine.TestFrameChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class SocketIoServerBuilderTests {

    private final SocketIoServerBuilder builder = SocketIoServerBuilder.create();

    @Test
    void saysWhichSettingIsWrong() {
        assertThatThrownBy(() -> builder.connectTimeout(Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("connectTimeout must be positive, not PT0S");
        assertThatThrownBy(() -> builder.ackTimeout(Duration.ofSeconds(-1)))
                .hasMessage("ackTimeout must be positive, not PT-1S");
        assertThatThrownBy(() -> builder.maxAttachments(-1)).hasMessage("maxAttachments must be at least 0, not -1");
        assertThatThrownBy(() -> builder.maxNestingDepth(0)).hasMessage("maxNestingDepth must be at least 1, not 0");
        assertThatThrownBy(() -> builder.maxPendingEvents(0)).hasMessage("maxPendingEvents must be at least 1, not 0");
        assertThatThrownBy(() -> builder.maxNamespacesPerConnection(0))
                .hasMessage("maxNamespacesPerConnection must be at least 1, not 0");
    }

    @Test
    void handsSettingsToTheEngine() {
        EngineOptions options = EngineOptions.of(settings -> settings.pingInterval(Duration.ofMillis(300)));

        assertThat(builder.engine(options).build().engine().options()).isSameAs(options);
    }

    @Test
    void boundsAttachments() {
        TestServer server = new TestServer(settings -> settings.maxAttachments(1));
        TestFrameChannel client = server.connect();

        client.receive("452-[\"a\",{\"_placeholder\":true,\"num\":0}]");

        assertThat(client.isClosed()).isTrue();
    }

    @Test
    void boundsNesting() {
        TestServer server = new TestServer(settings -> settings.maxNestingDepth(3));
        TestFrameChannel client = server.connect();
        client.receive("42[\"a\",[1]]");
        assertThat(client.isClosed()).isFalse();

        client.receive("42[\"a\",[[[[1]]]]]");

        assertThat(client.isClosed()).isTrue();
    }

    @Test
    void makesAnAdapterForEachNamespace() {
        List<String> names = new ArrayList<>();
        SocketIoServer io = builder.adapter((namespace, sockets) -> {
                    names.add(namespace);
                    return new InMemoryAdapter(sockets);
                })
                .build();

        io.of("/a");
        io.of("/a");

        assertThat(names).containsExactly("/", "/a");
    }

    @Test
    void asksWhetherAClientMayConnect() {
        TestServer server = new TestServer(settings -> settings.allowRequest(request -> Mono.just("no")));

        assertThat(server.openStatus()).isEqualTo(400);
    }

    @Test
    void keepsIdsOfConnectionsApartFromThoseOfSockets() {
        AtomicInteger made = new AtomicInteger();
        TestServer server = new TestServer(settings -> settings.sessionIds(() -> "session " + made.incrementAndGet()));

        server.connect();

        assertThat(server.openPolling()).isEqualTo("session 2");
        assertThat(server.socket().id()).doesNotStartWith("session");
    }

    @Test
    void refusesANamespaceThatNoClientCanReach() {
        SocketIoServer io = builder.build();

        assertThatThrownBy(() -> io.of("/a,b"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("/a,b");
    }
}
