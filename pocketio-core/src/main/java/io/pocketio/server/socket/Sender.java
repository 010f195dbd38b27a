package io.pocketio.server.socket;

import io.pocketio.Broadcast;
import io.pocketio.Emitter;
import io.pocketio.adapter.BroadcastFlags;
import io.pocketio.adapter.BroadcastTarget;
import io.pocketio.engine.EngineSession;
import io.pocketio.lane.Lane;
import io.pocketio.protocol.Arguments;
import io.pocketio.server.broadcast.DefaultBroadcast;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** What a socket offers to those who send, to it or beside it, by way of its {@link Outgoing} and its namespace. Thread-safe. */
interface Sender extends NamespaceMember {

    @Override
    SocketHome namespace();

    EngineSession session();

    @Override
    default String transport() {
        return session().transport().wireName();
    }

    @Override
    default boolean inLane() {
        return session().lane().inLane();
    }

    @Override
    default Lane home() {
        return session().home();
    }

    /** What the client still owes; made when there is nothing yet. */
    PendingAcks madeAcks();

    @Override
    default void emit(String event, @Nullable Object... arguments) {
        SocketEmitter.emit(this, BroadcastFlags.NONE, event, arguments);
    }

    @Override
    default Mono<Arguments> emitWithAck(String event, @Nullable Object... arguments) {
        return SocketEmitter.of(this).emitWithAck(event, arguments);
    }

    @Override
    default Emitter asVolatile() {
        return SocketEmitter.of(this).asVolatile();
    }

    @Override
    default Emitter compress(boolean compress) {
        return SocketEmitter.of(this).compress(compress);
    }

    @Override
    default Emitter timeout(Duration timeout) {
        return SocketEmitter.of(this).timeout(timeout);
    }

    @Override
    default void join(String... rooms) {
        if (maySend()) {
            for (String room : rooms) {
                namespace().adapter().join(this, room);
            }
        }
    }

    @Override
    default void leave(String room) {
        namespace().adapter().leave(this, room);
    }

    @Override
    default Set<String> rooms() {
        return namespace().adapter().rooms(this);
    }

    @Override
    default Broadcast broadcast() {
        return new DefaultBroadcast(namespace(), new BroadcastTarget(Set.of(), Set.of(id()), BroadcastFlags.NONE));
    }

    @Override
    default Broadcast to(String... rooms) {
        return broadcast().to(rooms);
    }

    @Override
    default Broadcast except(String... rooms) {
        return broadcast().except(rooms);
    }
}
