package io.pocketio;

import io.pocketio.adapter.BroadcastFlags;
import io.pocketio.protocol.Arguments;
import io.pocketio.protocol.EncodedPacket;
import io.pocketio.protocol.Packet;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/** Sends to one socket in a certain way. What the socket itself sends needs no emitter, and so takes the static methods. Immutable. */
final class SocketEmitter implements Emitter {

    private static final Logger logger = LoggerFactory.getLogger(SocketEmitter.class);

    private final SendingSocket socket;
    private final BroadcastFlags flags;
    private final Duration timeout;

    SocketEmitter(SendingSocket socket, BroadcastFlags flags, Duration timeout) {
        this.socket = socket;
        this.flags = flags;
        this.timeout = timeout;
    }

    @Override
    public void emit(String event, @Nullable Object... arguments) {
        emit(socket, flags, event, arguments);
    }

    @Override
    public Mono<Arguments> emitWithAck(String event, @Nullable Object... arguments) {
        return emitWithAck(socket, flags, timeout, event, arguments);
    }

    @Override
    public Emitter asVolatile() {
        return new SocketEmitter(socket, flags.asVolatile(), timeout);
    }

    @Override
    public Emitter compress(boolean compress) {
        return new SocketEmitter(socket, flags.compress(compress), timeout);
    }

    @Override
    public Emitter timeout(Duration changed) {
        return new SocketEmitter(socket, flags, Events.timeout(changed));
    }

    static void emit(SendingSocket socket, BroadcastFlags flags, String event, @Nullable Object[] arguments) {
        Events.requireSendable(event);
        SocketRecovery recovery = socket.recovery();
        if (recovery != null) {
            recovery.emit(packet(socket, Packet.NO_ID, event, arguments), flags);
        } else if (socket.maySend()) {
            Packet packet = packet(socket, Packet.NO_ID, event, arguments);
            send(socket, packet, encode(socket, packet), flags);
        }
    }

    private static Packet packet(SendingSocket socket, long ackId, String event, @Nullable Object[] arguments) {
        logger.debug("Sending {} ({})", event, socket);
        return Packet.event(socket.namespace().name(), ackId, event, Arguments.of(arguments));
    }

    private static EncodedPacket encode(SendingSocket socket, Packet packet) {
        return socket.namespace().encode(packet);
    }

    private static void send(SendingSocket socket, Packet packet, EncodedPacket encoded, BroadcastFlags flags) {
        socket.tellOutgoing(packet);
        socket.send(NamespaceSockets.compressible(encoded, flags), flags.isVolatile());
    }

    static Mono<Arguments> emitWithAck(
            SendingSocket socket, BroadcastFlags flags, Duration timeout, String event, @Nullable Object[] arguments) {
        Events.requireSendable(event);
        return Mono.create(sink -> ask(sink, socket, flags, timeout, event, arguments));
    }

    private static void ask(
            MonoSink<Arguments> sink,
            SendingSocket socket,
            BroadcastFlags flags,
            Duration timeout,
            String event,
            @Nullable Object[] arguments) {
        if (!socket.maySend()) {
            sink.error(new SocketDisconnectedException());
            return;
        }
        long ackId = socket.namespace().nextAckId();
        Packet packet = packet(socket, ackId, event, arguments);
        EncodedPacket encoded = encode(socket, packet);
        AckRegistry registry = socket.acks();
        Disposable timer = socket.connection().schedule(timeout, () -> registry.fail(ackId, new AckTimeoutException()));
        registry.add(ackId, sink, timer);
        if (socket.isGone()) {
            registry.close(); // it went when there was no registry yet, or nothing in it
        } else {
            send(socket, packet, encoded, flags);
        }
    }
}
