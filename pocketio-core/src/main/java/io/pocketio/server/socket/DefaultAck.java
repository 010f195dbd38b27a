package io.pocketio.server.socket;

import io.pocketio.Ack;
import io.pocketio.protocol.EncodedPacket;
import io.pocketio.protocol.Packet;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The reply to an event for which the client wants one. Thread-safe. */
final class DefaultAck implements Ack {

    private static final Logger logger = LoggerFactory.getLogger(DefaultAck.class);

    private static final AtomicIntegerFieldUpdater<DefaultAck> SENT =
            AtomicIntegerFieldUpdater.newUpdater(DefaultAck.class, "sent");

    private final DefaultSocket socket;
    private final long id;

    /** 1 when it is. Any thread. */
    private volatile int sent;

    DefaultAck(DefaultSocket socket, long id) {
        this.socket = socket;
        this.id = id;
    }

    @Override
    public boolean isRequested() {
        return true;
    }

    @Override
    public void send(@Nullable Object... arguments) {
        if (sent != 0 || !socket.isConnected()) {
            return;
        }
        // encoded first: after a reply that cannot be written another one may be sent
        SocketNamespace namespace = socket.namespace();
        EncodedPacket packet = socket.encode(Packet.ack(namespace.name(), id, namespace.outgoing(arguments)));
        if (SENT.compareAndSet(this, 0, 1) && socket.isConnected()) {
            logger.debug("Acknowledging ({})", socket);
            socket.outgoing().send(packet, false);
        }
    }
}
