package io.pocketio.server.socket;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.pocketio.adapter.BroadcastFlags;
import io.pocketio.engine.EngineSession;
import io.pocketio.engine.packet.EnginePacket;
import io.pocketio.engine.packet.EnginePacketType;
import io.pocketio.engine.packet.Frame;
import io.pocketio.engine.packet.Revision;
import io.pocketio.json.CodecException;
import io.pocketio.json.Jackson2JsonCodec;
import io.pocketio.lane.ManualLane;
import io.pocketio.protocol.Arguments;
import io.pocketio.protocol.EncodedPacket;
import io.pocketio.protocol.Packet;
import io.pocketio.protocol.PacketCodec;
import io.pocketio.protocol.PacketDecoder;
import io.pocketio.protocol.json.JsonPacketCodec;
import io.pocketio.server.LogCapture;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** One packet to clients of all generations. */
class DirectDeliveryTests {

    private final PacketCodec codec = new JsonPacketCodec(new Jackson2JsonCodec());
    private final Legacy legacy = new Legacy();
    private final DirectDelivery delivery = new DirectDelivery(legacy);
    private final ManualLane lane = new ManualLane();

    /** Writes the name of an event, and counts. */
    private static final class Legacy implements PacketCodec {

        int written;

        @Override
        public EncodedPacket encode(Packet packet) {
            if ("unwritable".equals(packet.event())) {
                throw new CodecException("unwritable");
            }
            written++;
            return new EncodedPacket(
                    List.of(EnginePacket.bare(EnginePacketType.MESSAGE, Frame.text("5:::" + packet.event()))));
        }

        @Override
        public PacketDecoder decoder() {
            throw new AssertionError("nothing is read");
        }
    }

    /** A socket, and what its session was given. */
    private final class Client {

        final List<EnginePacket> got = new ArrayList<>();
        final NamespaceMember socket;

        Client(Revision revision) {
            EngineSession session = proxy(EngineSession.class, (method, arguments) -> switch (method) {
                case "lane", "home" -> lane;
                case "send", "sendVolatile" -> {
                    ((List<?>) arguments[0]).forEach(packet -> got.add((EnginePacket) packet));
                    yield null;
                }
                default -> throw new AssertionError(method);
            });
            socket = proxy(NamespaceMember.class, (method, arguments) -> switch (method) {
                case "maySend", "takesBroadcasts" -> true;
                case "session" -> session;
                case "isLegacy" -> revision == Revision.LEGACY;
                case "tellOutgoing" -> null;
                default -> throw new AssertionError(method);
            });
        }

        List<String> texts() {
            return got.stream().map(packet -> packet.frame().asText()).toList();
        }
    }

    private interface Answers {

        @Nullable
        Object to(String method, Object[] arguments);
    }

    private static <T> T proxy(Class<T> type, Answers answers) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (self, method, arguments) -> answers.to(method.getName(), arguments)));
    }

    private void deliver(String event, BroadcastFlags flags, Client... clients) {
        Packet packet = Packet.event("/", Packet.NO_ID, event, Arguments.of());
        List<NamespaceMember> sockets =
                Stream.of(clients).map(client -> client.socket).toList();
        delivery.deliver(packet, codec.encode(packet), sockets, flags);
    }

    @Test
    void writesOnceForAllClientsThatAreOlderThanEngineIo() {
        Client first = new Client(Revision.LEGACY);
        Client second = new Client(Revision.LEGACY);
        Client newest = new Client(Revision.V4);
        Client older = new Client(Revision.V3);

        deliver("a", BroadcastFlags.NONE, first, newest, older, second);
        deliver("b", BroadcastFlags.NONE, first, newest, older, second);

        assertThat(legacy.written).as("in the sender's call").isEqualTo(2);
        lane.run();

        assertThat(legacy.written).isEqualTo(2);
        assertThat(first.texts()).containsExactly("5:::a", "5:::b").isEqualTo(second.texts());
        assertThat(first.got.get(0)).isSameAs(second.got.get(0));
        assertThat(newest.texts()).containsExactly("42[\"a\"]", "42[\"b\"]");
        assertThat(older.got.get(0)).isSameAs(newest.got.get(0));
    }

    @Test
    void writesNothingForThemWhenThereAreNone() {
        deliver("a", BroadcastFlags.NONE, new Client(Revision.V4), new Client(Revision.V3));

        assertThat(legacy.written).isZero();
    }

    @Test
    void marksBothFormsThatAreNotToBeCompressed() {
        Client newest = new Client(Revision.V4);
        Client oldest = new Client(Revision.LEGACY);

        deliver("a", BroadcastFlags.NONE.compress(false), newest, oldest);
        lane.run();

        assertThat(newest.got).noneMatch(EnginePacket::isCompressible).hasSize(1);
        assertThat(oldest.got).noneMatch(EnginePacket::isCompressible).hasSize(1);
    }

    @Test
    void reachesTheOthersWhenItCannotBeWrittenForThem() {
        Client newest = new Client(Revision.V4);
        Client oldest = new Client(Revision.LEGACY);

        try (LogCapture log = new LogCapture(Level.ERROR)) {
            deliver("unwritable", BroadcastFlags.NONE, oldest, newest);
            lane.run();

            assertThat(log.messages(Level.ERROR)).hasSize(1);
        }
        assertThat(newest.got).hasSize(1);
        assertThat(oldest.got).isEmpty();
    }
}
