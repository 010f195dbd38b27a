package io.pocketio;

import io.pocketio.adapter.BroadcastFlags;
import io.pocketio.adapter.BroadcastTarget;
import io.pocketio.adapter.LocalSocket;
import io.pocketio.protocol.Arguments;
import io.pocketio.protocol.EncodedPacket;
import io.pocketio.protocol.Packet;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** The half of a socket that is about what it sends, and to whom. Thread-safe. */
abstract class SendingSocket implements SocketIoSocket, LocalSocket {

    private static final AtomicReferenceFieldUpdater<SendingSocket, @Nullable AckRegistry> ACKS =
            AtomicReferenceFieldUpdater.newUpdater(SendingSocket.class, AckRegistry.class, "acks");

    /** What the client still owes; most never owe anything. Set once, by any thread. */
    private volatile @Nullable AckRegistry acks;

    @Override
    public abstract DefaultNamespace namespace();

    abstract ClientConnection connection();

    /** Whether what the socket emits is sent. */
    abstract boolean maySend();

    /** Sends behind what was sent before. */
    abstract void send(EncodedPacket packet, boolean isVolatile);

    /** {@code null} when clients cannot come back. */
    abstract @Nullable SocketRecovery recovery();

    /** To be called for each event that is about to be sent, not for acknowledgements. */
    abstract void tellOutgoing(Packet packet);

    AckRegistry acks() {
        AckRegistry made = acks;
        while (made == null) {
            ACKS.compareAndSet(this, null, new AckRegistry());
            made = acks;
        }
        return made;
    }

    /** An acknowledgement has come; one that nobody waits for is ignored. */
    void acknowledged(Packet packet) {
        if (!packet.hasId()) {
            return;
        }
        AckRegistry registry = acks;
        if (registry == null || !registry.complete(packet.id(), packet.arguments())) {
            namespace().localSockets().acknowledged(this, packet);
        }
    }

    /** The client has gone, and owes nothing any more. */
    void closeAcks() {
        AckRegistry registry = acks;
        if (registry != null) {
            registry.close();
        }
    }

    @Override
    public void emit(String event, @Nullable Object... arguments) {
        SocketEmitter.emit(this, BroadcastFlags.NONE, event, arguments);
    }

    @Override
    public Mono<Arguments> emitWithAck(String event, @Nullable Object... arguments) {
        return SocketEmitter.emitWithAck(this, BroadcastFlags.NONE, ackTimeout(), event, arguments);
    }

    @Override
    public Emitter asVolatile() {
        return emitter().asVolatile();
    }

    @Override
    public Emitter compress(boolean compress) {
        return emitter().compress(compress);
    }

    @Override
    public Emitter timeout(Duration timeout) {
        return emitter().timeout(timeout);
    }

    private Emitter emitter() {
        return new SocketEmitter(this, BroadcastFlags.NONE, ackTimeout());
    }

    private Duration ackTimeout() {
        return connection().server().settings().ackTimeout();
    }

    @Override
    public void join(String... rooms) {
        if (maySend()) {
            for (String room : rooms) {
                namespace().adapter().join(this, room);
            }
        }
    }

    @Override
    public void leave(String room) {
        namespace().adapter().leave(this, room);
    }

    @Override
    public Set<String> rooms() {
        return namespace().adapter().rooms(this);
    }

    @Override
    public Broadcast broadcast() {
        return new DefaultBroadcast(namespace(), new BroadcastTarget(Set.of(), Set.of(id()), BroadcastFlags.NONE));
    }

    @Override
    public Broadcast to(String... rooms) {
        return broadcast().to(rooms);
    }

    @Override
    public Broadcast except(String... rooms) {
        return broadcast().except(rooms);
    }
}
