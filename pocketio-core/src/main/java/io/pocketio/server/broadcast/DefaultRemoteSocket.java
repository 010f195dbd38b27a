package io.pocketio.server.broadcast;

import io.pocketio.AckTimeoutException;
import io.pocketio.Broadcast;
import io.pocketio.BroadcastReply;
import io.pocketio.Emitter;
import io.pocketio.Handshake;
import io.pocketio.MissingAcksException;
import io.pocketio.RemoteSocket;
import io.pocketio.SocketDisconnectedException;
import io.pocketio.adapter.BroadcastFlags;
import io.pocketio.adapter.BroadcastTarget;
import io.pocketio.adapter.SocketDescriptor;
import io.pocketio.log.ClientText;
import io.pocketio.protocol.Arguments;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** A socket of any node; what is done with it goes by way of its own-id room. Immutable. */
final class DefaultRemoteSocket implements RemoteSocket {

    private final BroadcastScope namespace;
    private final SocketDescriptor found;
    private final Handshake handshake;
    private final Broadcast broadcast;

    DefaultRemoteSocket(BroadcastScope namespace, SocketDescriptor found) {
        this.namespace = namespace;
        this.found = found;
        this.handshake = namespace.handshake(found);
        this.broadcast = new DefaultBroadcast(namespace, target(found.id()));
    }

    private static BroadcastTarget target(String id) {
        return new BroadcastTarget(Set.of(id), Set.of(), BroadcastFlags.NONE);
    }

    @Override
    public String id() {
        return found.id();
    }

    @Override
    public Handshake handshake() {
        return handshake;
    }

    @Override
    public Set<String> rooms() {
        return found.rooms();
    }

    @Override
    public Map<String, Object> data() {
        return found.data();
    }

    @Override
    public void join(String... rooms) {
        broadcast.socketsJoin(rooms);
    }

    @Override
    public void leave(String room) {
        broadcast.socketsLeave(room);
    }

    @Override
    public void disconnect(boolean close) {
        broadcast.disconnectSockets(close);
    }

    @Override
    public void emit(String event, @Nullable Object... arguments) {
        broadcast.emit(event, arguments);
    }

    @Override
    public Mono<Arguments> emitWithAck(String event, @Nullable Object... arguments) {
        return ask(broadcast, event, arguments);
    }

    @Override
    public Emitter asVolatile() {
        return new Sender(broadcast.asVolatile());
    }

    @Override
    public Emitter compress(boolean compress) {
        return new Sender(broadcast.compress(compress));
    }

    @Override
    public Emitter timeout(Duration timeout) {
        return new Sender(broadcast.timeout(timeout));
    }

    @Override
    public String toString() {
        return "namespace=" + ClientText.of(namespace.name()) + ", sid=" + ClientText.of(found.id());
    }

    private static Mono<Arguments> ask(Broadcast one, String event, @Nullable Object[] arguments) {
        return one.emitWithAck(event, arguments)
                .map(BroadcastReply::arguments)
                .next()
                .switchIfEmpty(Mono.error(SocketDisconnectedException::new))
                .onErrorMap(
                        MissingAcksException.class,
                        missing -> missing.isTimeout() ? new AckTimeoutException() : new SocketDisconnectedException());
    }

    /** Sends to the one socket in a certain way. Immutable. */
    private record Sender(Broadcast one) implements Emitter {

        @Override
        public void emit(String event, @Nullable Object... arguments) {
            one.emit(event, arguments);
        }

        @Override
        public Mono<Arguments> emitWithAck(String event, @Nullable Object... arguments) {
            return ask(one, event, arguments);
        }

        @Override
        public Emitter asVolatile() {
            return new Sender(one.asVolatile());
        }

        @Override
        public Emitter compress(boolean compress) {
            return new Sender(one.compress(compress));
        }

        @Override
        public Emitter timeout(Duration timeout) {
            return new Sender(one.timeout(timeout));
        }
    }
}
