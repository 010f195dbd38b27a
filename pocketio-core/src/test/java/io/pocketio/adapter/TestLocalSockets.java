package io.pocketio.adapter;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.pocketio.engine.packet.EnginePacket;
import io.pocketio.json.Jackson2JsonCodec;
import io.pocketio.json.JsonCodec;
import io.pocketio.protocol.Arguments;
import io.pocketio.protocol.EncodedPacket;
import io.pocketio.protocol.Packet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;

/** The sockets of one node, which only take notes, for the tests of an adapter. Thread-safe. */
public final class TestLocalSockets implements LocalSockets {

    private static final JsonCodec JSON = new Jackson2JsonCodec(new ObjectMapper());

    private final List<TestLocalSocket> all = new CopyOnWriteArrayList<>();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final List<ServerSideEvent> serverSideEvents = new CopyOnWriteArrayList<>();
    private final AtomicInteger encoded = new AtomicInteger();
    private volatile @Nullable Adapter adapter;
    private volatile @Nullable Arguments serverSideAnswer;

    /** A socket in its own room, as the server makes them. */
    public TestLocalSocket connect(Adapter itsAdapter, String id) {
        adapter = itsAdapter;
        TestLocalSocket socket = new TestLocalSocket(id);
        all.add(socket);
        itsAdapter.join(socket, id);
        return socket;
    }

    /** As the server does when a client goes. */
    public void disconnect(Adapter itsAdapter, TestLocalSocket socket) {
        socket.gone = true;
        all.remove(socket);
        for (Asked broadcast : asked) {
            broadcast.gone(socket);
        }
        itsAdapter.leaveAll(socket);
    }

    /** The socket answers all broadcasts that it has got and not answered yet. */
    public void answer(TestLocalSocket socket, Object... values) {
        for (Asked broadcast : asked) {
            broadcast.answer(socket, Arguments.of(values));
        }
    }

    /** Broadcasts whose answers somebody waits for. */
    public int waiting() {
        return (int) asked.stream().filter(broadcast -> !broadcast.isDisposed()).count();
    }

    /** What this node answers to events of other nodes from now on; {@code null} for nothing. */
    public void answerServerSideEvents(@Nullable Arguments answer) {
        serverSideAnswer = answer;
    }

    /** What has come from other nodes. */
    public List<ServerSideEvent> serverSideEvents() {
        return serverSideEvents;
    }

    /** How many packets have been encoded. */
    public int encoded() {
        return encoded.get();
    }

    @Override
    public Collection<TestLocalSocket> all() {
        return all;
    }

    @Override
    public @Nullable TestLocalSocket find(String id) {
        return all.stream().filter(socket -> socket.id.equals(id)).findFirst().orElse(null);
    }

    @Override
    public EncodedPacket encode(Packet packet) {
        encoded.incrementAndGet();
        return new EncodedPacket(List.of(EnginePacket.message(Objects.requireNonNull(packet.event()))));
    }

    @Override
    public JsonCodec json() {
        return JSON;
    }

    @Override
    public void deliver(
            Packet packet,
            EncodedPacket encodedPacket,
            Iterable<? extends LocalSocket> recipients,
            BroadcastFlags flags) {
        for (LocalSocket recipient : recipients) {
            TestLocalSocket socket = (TestLocalSocket) recipient;
            socket.arguments.add(packet.arguments());
            socket.received.add(note(encodedPacket, flags));
        }
    }

    private static String note(EncodedPacket packet, BroadcastFlags flags) {
        String event = packet.packets().get(0).data().asText();
        return event + (flags.isVolatile() ? ", volatile" : "") + (flags.compress() ? "" : ", not compressed");
    }

    @Override
    public Disposable deliverWithAck(
            Packet packet, Iterable<? extends LocalSocket> recipients, BroadcastFlags flags, AckCollector collector) {
        if (packet.hasId()) {
            throw new IllegalArgumentException("The id is given by each node itself");
        }
        EncodedPacket encodedPacket = encode(packet);
        Asked broadcast = new Asked(collector);
        List<String> ids = new ArrayList<>();
        for (LocalSocket recipient : recipients) {
            ids.add(recipient.id());
            broadcast.missing.add((TestLocalSocket) recipient);
        }
        collector.expect(ids);
        asked.add(broadcast);
        deliver(packet, encodedPacket, List.copyOf(broadcast.missing), flags);
        return broadcast.handle;
    }

    @Override
    public SocketDescriptor describe(LocalSocket socket) {
        TestLocalSocket described = (TestLocalSocket) socket;
        SocketDescriptor.Details handshake = new SocketDescriptor.Details(
                "/socket.io/?EIO=4&transport=websocket",
                Map.of("host", List.of("localhost")),
                Map.of("EIO", "4", "transport", "websocket"),
                Arguments.of(Map.of("name", described.id)),
                "127.0.0.1",
                false,
                1_700_000_000_000L);
        Set<String> rooms = Objects.requireNonNull(adapter).rooms(socket);
        return new SocketDescriptor(described.id, rooms, new HashMap<>(described.data), handshake);
    }

    /** As the server does, at once. */
    @Override
    public void disconnect(LocalSocket socket, boolean close) {
        ((TestLocalSocket) socket).received.add(close ? "closed" : "disconnected");
        disconnect(Objects.requireNonNull(adapter), (TestLocalSocket) socket);
    }

    @Override
    public void serverSideEvent(String event, Arguments arguments, @Nullable Consumer<Arguments> reply) {
        serverSideEvents.add(new ServerSideEvent(event, arguments, reply));
        Arguments answer = serverSideAnswer;
        if (reply != null && answer != null) {
            reply.accept(answer);
        }
    }

    /**
     * An event of another node.
     *
     * @param reply sends an answer, {@code null} when none is wanted
     */
    public record ServerSideEvent(
            String event, Arguments arguments, @Nullable Consumer<Arguments> reply) {}

    /** A broadcast that asks for acknowledgements. */
    private static final class Asked {

        private final AckCollector collector;
        private final Set<TestLocalSocket> missing = new HashSet<>();
        private final Disposable handle = Disposables.single();

        private Asked(AckCollector collector) {
            this.collector = collector;
        }

        boolean isDisposed() {
            return handle.isDisposed();
        }

        synchronized boolean remove(TestLocalSocket socket) {
            return !isDisposed() && missing.remove(socket);
        }

        void answer(TestLocalSocket socket, Arguments arguments) {
            if (remove(socket)) {
                collector.answered(socket.id, arguments);
            }
        }

        void gone(TestLocalSocket socket) {
            if (remove(socket)) {
                collector.gone(socket.id);
            }
        }
    }

    /** A socket that only takes notes. */
    public static final class TestLocalSocket implements LocalSocket {

        private final String id;
        private final List<String> received = new CopyOnWriteArrayList<>();
        private final List<Arguments> arguments = new CopyOnWriteArrayList<>();
        private final Map<String, Object> data = new ConcurrentHashMap<>();
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

        /** What the application keeps about the client. */
        public Map<String, Object> data() {
            return data;
        }

        /** Names of the events, with what is special about their delivery; and how the server sent the socket away. */
        public List<String> received() {
            return received;
        }

        /** What came with the events. */
        public List<Arguments> arguments() {
            return arguments;
        }

        @Override
        public String toString() {
            return id;
        }
    }
}
