package io.pocketio.adapter;

import io.pocketio.adapter.TestLocalSockets.TestLocalSocket;
import io.pocketio.protocol.Arguments;
import io.pocketio.protocol.Packet;
import java.time.Duration;
import java.util.Set;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** An adapter and three sockets of its node. */
abstract class AdapterFixture {

    static final Packet NEWS = Packet.event("/", Packet.NO_ID, "news", Arguments.of());
    static final Duration TIMEOUT = Duration.ofSeconds(10);

    final TestLocalSockets sockets = new TestLocalSockets();
    Adapter adapter;
    TestLocalSocket ann;
    TestLocalSocket bob;
    TestLocalSocket cid;

    /** The adapter of the namespace {@code /} on a node that is alone, ready for use. */
    protected abstract Adapter create(LocalSockets sockets);

    @BeforeEach
    void connectThree() {
        adapter = create(sockets);
        ann = sockets.connect(adapter, "ann");
        bob = sockets.connect(adapter, "bob");
        cid = sockets.connect(adapter, "cid");
    }

    @AfterEach
    void closeAdapter() {
        adapter.close();
    }

    static BroadcastTarget to(String... rooms) {
        return new BroadcastTarget(Set.of(rooms), Set.of(), BroadcastFlags.NONE);
    }

    static BroadcastTarget exceptFor(String... rooms) {
        return new BroadcastTarget(Set.of(), Set.of(rooms), BroadcastFlags.NONE);
    }

    /** What an adapter does by way of other nodes may take its time. */
    static void eventually(ThrowingRunnable assertion) {
        Awaitility.await().atMost(TIMEOUT).pollInSameThread().untilAsserted(assertion);
    }
}
