package io.pocketio;

import io.pocketio.adapter.AdapterFactory;
import io.pocketio.json.JsonCodec;
import io.pocketio.protocol.PacketCodec;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** What a {@link SocketIoServerBuilder} was told, for the server and all below it. Immutable. */
record ServerSettings(
        JsonCodec json,
        PacketCodec codec,
        AdapterFactory adapters,
        Duration connectTimeout,
        Duration ackTimeout,
        int maxPendingEvents,
        int maxNamespacesPerConnection,
        int maxChildNamespaces,
        boolean cleanupEmptyChildNamespaces,
        @Nullable Scheduler scheduler,
        @Nullable RecoverySettings recovery,
        @Nullable BlockingWatch watch) {

    /** Runs what happens later and belongs to no session. */
    Scheduler timer() {
        return scheduler == null ? Schedulers.parallel() : scheduler;
    }

    /** Milliseconds since 1970, on the clock of the timers. */
    long now() {
        return scheduler == null ? System.currentTimeMillis() : scheduler.now(TimeUnit.MILLISECONDS);
    }
}
