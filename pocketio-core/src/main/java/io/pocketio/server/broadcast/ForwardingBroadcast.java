package io.pocketio.server.broadcast;

import io.pocketio.Broadcast;
import io.pocketio.BroadcastReply;
import io.pocketio.RemoteSocket;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

/** What stands for all of its sockets, and leaves their broadcasts to another object. Thread-safe. */
public abstract class ForwardingBroadcast implements Broadcast {

    /** Reaches all sockets. */
    protected abstract Broadcast all();

    @Override
    public final Broadcast to(String... rooms) {
        return all().to(rooms);
    }

    @Override
    public final Broadcast except(String... rooms) {
        return all().except(rooms);
    }

    @Override
    public final Broadcast local() {
        return all().local();
    }

    @Override
    public final Broadcast asVolatile() {
        return all().asVolatile();
    }

    @Override
    public final Broadcast compress(boolean compress) {
        return all().compress(compress);
    }

    @Override
    public final Broadcast timeout(Duration timeout) {
        return all().timeout(timeout);
    }

    @Override
    public final void emit(String event, @Nullable Object... arguments) {
        all().emit(event, arguments);
    }

    @Override
    public final Flux<BroadcastReply> emitWithAck(String event, @Nullable Object... arguments) {
        return all().emitWithAck(event, arguments);
    }

    @Override
    public final Flux<RemoteSocket> fetchSockets() {
        return all().fetchSockets();
    }

    @Override
    public final void socketsJoin(String... rooms) {
        all().socketsJoin(rooms);
    }

    @Override
    public final void socketsLeave(String... rooms) {
        all().socketsLeave(rooms);
    }

    @Override
    public final void disconnectSockets(boolean close) {
        all().disconnectSockets(close);
    }
}
