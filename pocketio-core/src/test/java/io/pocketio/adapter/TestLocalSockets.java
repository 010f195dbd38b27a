package io.pocketio.adapter;

import io.pocketio.engine.packet.EnginePacket;
import io.pocketio.protocol.Arguments;
import io.pocketio.protocol.EncodedPacket;
import io.pocketio.protocol.Packet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/** Sockets of a node that only take notes. */
public final class TestLocalSockets implements LocalSockets {

    private final List<TestLocalSocket> all = new CopyOnWriteArrayList<>();
    private int encoded;

    /** A socket in its own room, as the server makes them. */
    public TestLocalSocket connect(Adapter adapter, String id) {
        TestLocalSocket socket = new TestLocalSocket(id);
        all.add(socket);
        adapter.join(socket, id);
        return socket;
    }

    public void disconnect(Adapter adapter, TestLocalSocket socket) {
        socket.gone = true;
        all.remove(socket);
        adapter.leaveAll(socket);
    }

    @Override
    public Collection<TestLocalSocket> all() {
        return all;
    }

    @Override
    public EncodedPacket encode(Packet packet) {
        encoded++;
        return new EncodedPacket(List.of(EnginePacket.message(Objects.requireNonNull(packet.event()))));
    }

    @Override
    public void deliver(
            Packet packet,
            EncodedPacket encodedPacket,
            Iterable<? extends LocalSocket> recipients,
            BroadcastFlags flags) {
        String event = encodedPacket.packets().get(0).data().asText();
        for (LocalSocket recipient : recipients) {
            ((TestLocalSocket) recipient).received.add(flags.isVolatile() ? event + ", volatile" : event);
        }
    }

    @Override
    public @Nullable LocalSocket find(String id) {
        throw new UnsupportedOperationException("sketch");
    }

    @Override
    public Disposable deliverWithAck(
            Packet packet,
            EncodedPacket encodedPacket,
            Iterable<? extends LocalSocket> recipients,
            BroadcastFlags flags,
            AckCollector collector) {
        throw new UnsupportedOperationException("sketch");
    }

    @Override
    public SocketDescriptor describe(LocalSocket socket) {
        throw new UnsupportedOperationException("sketch");
    }

    @Override
    public void disconnect(LocalSocket socket, boolean close) {
        throw new UnsupportedOperationException("sketch");
    }

    @Override
    public Mono<Arguments> serverSideEvent(String event, Arguments arguments) {
        throw new UnsupportedOperationException("sketch");
    }

    /** How many packets have been encoded. */
    public int encoded() {
        return encoded;
    }

    /** A socket that only takes notes. */
    public static final class TestLocalSocket implements LocalSocket {

        private final String id;
        private final List<String> received = new ArrayList<>();
        private volatile boolean gone;

        private TestLocalSocket(String id) {
            this.id = id;
        }

        @Override
        public String id() {
            return id;
        }

        @Override
        public boolean isGone() {
            return gone;
        }

        public List<String> received() {
            return received;
        }
    }
}
