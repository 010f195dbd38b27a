package io.pocketio.server.socket;

import io.pocketio.AckTimeoutException;
import io.pocketio.Emitter;
import io.pocketio.SocketDisconnectedException;
import io.pocketio.adapter.BroadcastFlags;
import io.pocketio.log.ClientText;
import io.pocketio.protocol.Arguments;
import io.pocketio.protocol.EncodedPacket;
import io.pocketio.protocol.Packet;
import io.pocketio.server.broadcast.AckTimeouts;
import io.pocketio.server.handler.EventNames;
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

    private final DefaultSocket socket;
    private final BroadcastFlags flags;
    private final Duration timeout;

    private SocketEmitter(DefaultSocket socket, BroadcastFlags flags, Duration timeout) {
        this.socket = socket;
        this.flags = flags;
        this.timeout = timeout;
    }

    /** Sends as the socket itself does. */
    static SocketEmitter of(DefaultSocket socket) {
        return new SocketEmitter(socket, BroadcastFlags.NONE, socket.namespace().ackTimeout());
    }

    @Override
    public void emit(String event, @Nullable Object... arguments) {
        emit(socket, flags, event, arguments);
    }

    @Override
    public Mono<Arguments> emitWithAck(String event, @Nullable Object... arguments) {
        EventNames.requireSendable(event, arguments);
        return Mono.create(sink -> ask(sink, event, arguments));
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
        return new SocketEmitter(socket, flags, AckTimeouts.checked(changed));
    }

    static void emit(DefaultSocket socket, BroadcastFlags flags, String event, @Nullable Object[] arguments) {
        EventNames.requireSendable(event, arguments);
        Outgoing outgoing = socket.outgoing();
        if (outgoing.mayEmit()) {
            outgoing.emit(packet(socket, Packet.NO_ID, event, arguments), flags);
        }
    }

    private static Packet packet(DefaultSocket socket, long ackId, String event, @Nullable Object[] arguments) {
        if (logger.isDebugEnabled()) {
            logger.debug("Sending {} ({})", ClientText.of(event), socket);
        }
        return Packet.event(
                socket.namespace().name(), ackId, event, socket.namespace().outgoing(arguments));
    }

    private void ask(MonoSink<Arguments> sink, String event, @Nullable Object[] arguments) {
        if (!socket.maySend()) {
            sink.error(new SocketDisconnectedException());
            return;
        }
        long ackId = socket.namespace().nextAckId();
        Packet packet = packet(socket, ackId, event, arguments);
        EncodedPacket encoded = socket.encode(packet);
        PendingAcks acks = socket.madeAcks();
        Disposable timer = socket.session().schedule(timeout, () -> acks.fail(ackId, new AckTimeoutException()));
        acks.add(ackId, sink, timer);
        if (socket.isGone()) {
            acks.close(); // it went when there was no registry yet, or nothing in it
        } else {
            socket.tellOutgoing(packet);
            socket.outgoing().send(flags.mark(encoded), flags.isVolatile());
        }
    }
}
