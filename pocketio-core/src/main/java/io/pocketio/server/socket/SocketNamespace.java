package io.pocketio.server.socket;

import io.pocketio.DisconnectReason;
import io.pocketio.Namespace;
import io.pocketio.adapter.LocalSocket;
import io.pocketio.protocol.EncodedPacket;
import io.pocketio.protocol.Packet;
import io.pocketio.protocol.PacketCodec;
import io.pocketio.server.broadcast.BroadcastScope;
import io.pocketio.server.dispatch.BlockingWatch;
import io.pocketio.server.handler.HandlerTable;
import org.jspecify.annotations.Nullable;

/** A namespace as its sockets see it. Thread-safe. */
public interface SocketNamespace extends Namespace, BroadcastScope {

    @Override
    String name();

    @Override
    Namespace of(String namespace);

    HandlerTable handlerTable();

    /** {@code null} when nobody watches handlers. */
    @Nullable
    BlockingWatch watch();

    /**
     * @param codec of the connection that the packet is for
     * @throws IllegalArgumentException when an argument cannot be written
     */
    EncodedPacket encode(Packet packet, PacketCodec codec);

    /** What a socket is told that is sent away, unless its client is older than Engine.IO. */
    EncodedPacket farewell();

    /** An id that no other packet of the namespace has. */
    long nextAckId();

    /** The socket is inside from now on, and in its own room. */
    void add(NamespaceMember socket);

    /** The socket, which is gone, is in no room any more. */
    void remove(NamespaceMember socket);

    /** An acknowledgement has come that no event to this socket alone waits for. */
    void acknowledged(LocalSocket socket, Packet packet);

    /** One of its sockets, which had been connected, has left. */
    void disconnected(DisconnectReason reason);

    /** Whether the namespace may go when its last socket has left. */
    boolean isRemovable();

    /** Whether it is about to go: nobody may be let in. */
    boolean isRetired();

    /** A client that was let in is gone. */
    void leave();
}
