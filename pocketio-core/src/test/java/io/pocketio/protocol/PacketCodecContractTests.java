package io.pocketio.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.pocketio.engine.packet.EnginePacket;
import io.pocketio.engine.packet.EnginePacketType;
import io.pocketio.engine.packet.Frame;
import io.pocketio.json.Attachments;
import io.pocketio.json.CodecException;
import io.pocketio.json.Jackson2JsonCodec;
import io.pocketio.json.JsonCodec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the server relies on, however packets are encoded. The server's half of a codec makes what the client's half of these
 * tests reads, so a codec has to be its own counterpart.
 */
public abstract class PacketCodecContractTests {

    private static final byte[] BYTES = {1, 2, 3, 0, -1};

    private final JsonCodec json = new Jackson2JsonCodec();
    private PacketCodec codec;

    @BeforeEach
    void makeCodec() {
        codec = codec(json);
    }

    /** A codec that reads what it writes. */
    protected abstract PacketCodec codec(JsonCodec json);

    public record Point(int x, int y) {}

    public record Picture(String name, byte[] data) {}

    private static List<Frame> frames(EncodedPacket encoded) {
        assertThat(encoded.packets()).isNotEmpty().allMatch(packet -> packet.type() == EnginePacketType.MESSAGE);
        return encoded.packets().stream().map(EnginePacket::data).toList();
    }

    private Packet passOn(Packet packet) {
        return decode(codec.decoder(), codec.encode(packet));
    }

    private static Packet decode(PacketDecoder decoder, EncodedPacket encoded) {
        Packet decoded = null;
        for (Frame frame : frames(encoded)) {
            assertThat(decoded).as("a packet before its last message").isNull();
            decoded = decoder.decode(frame);
        }
        return Objects.requireNonNull(decoded, "no packet");
    }

    private Packet event(@Nullable Object... arguments) {
        return passOn(Packet.event("/", Packet.NO_ID, "a", Arguments.of(arguments)));
    }

    private @Nullable Object argument(@Nullable Object value) {
        return event(value, "last").arguments().get(0, Object.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/admin", "/é€😀", "/x?a=b", "/a/b"})
    void carriesEventsOfAnyNamespace(String namespace) {
        Packet packet = passOn(Packet.event(namespace, Packet.NO_ID, "echo", Arguments.of(1, "a", null, true)));

        assertThat(packet.type()).isEqualTo(PacketType.EVENT);
        assertThat(packet.namespace()).isEqualTo(namespace);
        assertThat(packet.event()).isEqualTo("echo");
        assertThat(packet.hasId()).isFalse();
        Arguments arguments = packet.arguments();
        assertThat(arguments.size()).isEqualTo(4);
        assertThat(arguments.get(0, int.class)).isEqualTo(1);
        assertThat(arguments.get(1, String.class)).isEqualTo("a");
        assertThat(arguments.get(2, String.class)).isNull();
        assertThat(arguments.get(3, boolean.class)).isTrue();
        assertThat(arguments.isNull(1)).isFalse();
        assertThat(arguments.isNull(2)).isTrue();
        assertThat(arguments.isNull(4)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 127, 128, 65_536, 4_294_967_296L, 9_007_199_254_740_991L})
    void carriesIds(long id) {
        assertThat(passOn(Packet.event("/", id, "a", Arguments.of())).id()).isEqualTo(id);

        Packet ack = passOn(Packet.ack("/nsp", id, Arguments.of(1, "a")));
        assertThat(ack.type()).isEqualTo(PacketType.ACK);
        assertThat(ack.namespace()).isEqualTo("/nsp");
        assertThat(ack.id()).isEqualTo(id);
        assertThat(ack.event()).isNull();
        assertThat(ack.arguments().size()).isEqualTo(2);
    }

    @Test
    void carriesEmptyAcknowledgement() {
        assertThat(passOn(Packet.ack("/", 0, Arguments.of())).arguments().size())
                .isZero();
    }

    @Test
    void carriesDisconnect() {
        Packet packet = passOn(Packet.disconnect("/admin"));

        assertThat(packet.type()).isEqualTo(PacketType.DISCONNECT);
        assertThat(packet.namespace()).isEqualTo("/admin");
        assertThat(packet.arguments().size()).isZero();
    }

    @Test
    void writesReplyToConnectAsObject() {
        Packet plain = passOn(Packet.connect("/", new Packet.ConnectReply("abc", null)));
        Packet recoverable = passOn(Packet.connect("/", new Packet.ConnectReply("abc", "p\"id")));

        assertThat(plain.type()).isEqualTo(PacketType.CONNECT);
        assertThat(plain.arguments().size()).isEqualTo(1);
        assertThat(plain.arguments().get(0, Object.class)).isEqualTo(Map.of("sid", "abc"));
        assertThat(recoverable.arguments().get(0, Object.class)).isEqualTo(Map.of("sid", "abc", "pid", "p\"id"));
    }

    @Test
    void writesRefusalOfConnectAsObject() {
        Packet plain = passOn(Packet.connectError("/unk", new Packet.ConnectRefusal("Invalid \"namespace\"", null)));
        Packet more = passOn(Packet.connectError("/", new Packet.ConnectRefusal("no", new Point(1, 2))));

        assertThat(plain.type()).isEqualTo(PacketType.CONNECT_ERROR);
        assertThat(plain.namespace()).isEqualTo("/unk");
        assertThat(plain.arguments().get(0, Object.class)).isEqualTo(Map.of("message", "Invalid \"namespace\""));
        assertThat(more.arguments().get(0, Object.class))
                .isEqualTo(Map.of("message", "no", "data", Map.of("x", 1, "y", 2)));
    }

    @Test
    void writesForOlderClientsWhatIsBroadcastAsForNewerOnes() {
        for (Packet packet : List.of(
                Packet.event("/a", 7, "é", Arguments.of("x", 1)),
                Packet.event("/", Packet.NO_ID, "binary", Arguments.of((Object) BYTES)),
                Packet.ack("/a", 7, Arguments.of(1, "a")),
                Packet.disconnect("/a"))) {
            assertThat(frames(codec.forSocketIo2().encode(packet))).isEqualTo(frames(codec.encode(packet)));
        }
    }

    @Test
    void readsWhatOlderClientsSend() {
        PacketCodec older = codec.forSocketIo2();

        Packet event = decode(
                older.decoder((type, namespace) -> true), codec.encode(Packet.event("/", 7, "a", Arguments.of(1))));

        assertThat(event.id()).isEqualTo(7);
        assertThat(event.event()).isEqualTo("a");
        assertThat(event.arguments().get(0, int.class)).isEqualTo(1);
    }

    @Test
    void carriesValuesOfAllKinds() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("", List.of());
        map.put("é", Map.of());
        map.put("deep", List.of(List.of(Map.of("a", Arrays.asList(1, null, "x")))));

        assertThat(argument(map)).isEqualTo(map);
        assertThat(argument("é€😀\"\\\n\u0001\u007f")).isEqualTo("é€😀\"\\\n\u0001\u007f");
        assertThat(argument("")).isEqualTo("");
        assertThat(argument("x".repeat(70_000))).isEqualTo("x".repeat(70_000));
        assertThat(argument(Long.MAX_VALUE)).isEqualTo(Long.MAX_VALUE);
        assertThat(argument(Long.MIN_VALUE)).isEqualTo(Long.MIN_VALUE);
        assertThat(argument(-1.5e-7)).isEqualTo(-1.5e-7);
        assertThat(argument(null)).isNull();
    }

    @Test
    void readsArgumentsIntoTheTypeThatIsWanted() {
        Arguments arguments = event(new Point(1, 2), "x", 3).arguments();

        assertThat(arguments.get(0, Point.class)).isEqualTo(new Point(1, 2));
        assertThat(arguments.get(0, Object.class)).isEqualTo(Map.of("x", 1, "y", 2));
        assertThat(arguments.get(2, long.class)).isEqualTo(3);
        assertThat(arguments.get(2, Long.class)).isEqualTo(3L);
        assertThatExceptionOfType(CodecException.class).isThrownBy(() -> arguments.get(1, int.class));
        assertThatExceptionOfType(CodecException.class).isThrownBy(() -> arguments.get(2, Point.class));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> arguments.get(3, Object.class));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> arguments.get(-1, Object.class));
    }

    @Test
    void carriesBinaryValuesWhereverTheyAre() {
        Packet packet = event(BYTES, List.of(1, new Picture("p", new byte[0])), Map.of("a", Map.of("b", BYTES)));
        Arguments arguments = packet.arguments();

        assertThat(packet.type()).isEqualTo(PacketType.EVENT);
        assertThat(arguments.get(0, byte[].class)).isEqualTo(BYTES);
        assertThat(arguments.get(0, Object.class)).isEqualTo(BYTES);
        List<?> list = Objects.requireNonNull(arguments.get(1, List.class));
        assertThat(((Map<?, ?>) list.get(1)).get("data")).isEqualTo(new byte[0]);
        Map<?, ?> map = Objects.requireNonNull(arguments.get(2, Map.class));
        assertThat(((Map<?, ?>) Objects.requireNonNull(map.get("a"))).get("b")).isEqualTo(BYTES);
    }

    @Test
    void carriesBinaryAcknowledgement() {
        Packet packet = passOn(Packet.ack("/n", 7, Arguments.of(new Picture("p", BYTES))));

        assertThat(packet.type()).isEqualTo(PacketType.ACK);
        assertThat(packet.id()).isEqualTo(7);
        Picture picture = Objects.requireNonNull(packet.arguments().get(0, Picture.class));
        assertThat(picture.data()).isEqualTo(BYTES);
    }

    @Test
    void sendsOnWhatItGot() {
        Packet received = event("first", new Picture("p", BYTES), null, 1.5);

        Arguments again = passOn(Packet.event("/", 3, "b", Arguments.of(received.arguments())))
                .arguments();

        assertThat(again.size()).isEqualTo(4);
        assertThat(again.get(0, String.class)).isEqualTo("first");
        assertThat(Objects.requireNonNull(again.get(1, Picture.class)).data()).isEqualTo(BYTES);
        assertThat(again.isNull(2)).isTrue();
        assertThat(again.get(3, double.class)).isEqualTo(1.5);
    }

    @Test
    void writesArgumentsThatItGotAsJson() throws IOException {
        Arguments received = event(Map.of("a", List.of(1, "b")), BYTES).arguments();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Attachments attachments = new Attachments();
        attachments.add(new byte[0]);

        received.write(0, json, out, attachments);
        received.write(1, json, out, attachments);

        assertThat(out.toString(StandardCharsets.UTF_8))
                .isEqualTo("{\"a\":[1,\"b\"]}{\"_placeholder\":true,\"num\":1}");
        assertThat(attachments.asList()).containsExactly(new byte[0], BYTES);
    }

    @Test
    void weighsWhatItKeeps() {
        assertThat(event("x".repeat(10_000)).arguments().weight()).isBetween(10_000, 40_000);
        assertThat(event((Object) new byte[10_000]).arguments().weight()).isBetween(10_000, 40_000);
    }

    @Test
    void writesTheSamePacketInTheSameWay() {
        Packet packet = Packet.event("/", 1, "a", Arguments.of(1, BYTES));

        assertThat(codec.encode(packet)).isEqualTo(codec.encode(packet));
    }

    @Test
    void keepsConnectionsApart() {
        PacketDecoder first = codec.decoder();
        PacketDecoder second = codec.decoder();
        List<Frame> frames = frames(codec.encode(Packet.event("/", 1, "a", Arguments.of((Object) BYTES))));

        for (Frame frame : frames.subList(0, frames.size() - 1)) {
            assertThat(first.decode(frame)).isNull();
        }
        Packet other = decode(second, codec.encode(Packet.event("/", 2, "b", Arguments.of())));

        assertThat(other.id()).isEqualTo(2);
        assertThat(first.decode(frames.get(frames.size() - 1))).isNotNull();
    }

    @Test
    void readsAnyNumberOfPacketsOfOneConnection() {
        PacketDecoder decoder = codec.decoder();

        for (int i = 0; i < 100; i++) {
            Object argument = i % 3 == 0 ? BYTES : i;
            Packet packet = decode(decoder, codec.encode(Packet.event("/", i, "e" + i, Arguments.of(argument))));
            assertThat(packet.event()).isEqualTo("e" + i);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener"})
    void refusesReservedEvents(String name) {
        EncodedPacket encoded = codec.encode(Packet.event("/", Packet.NO_ID, name, Arguments.of(1)));

        assertThatExceptionOfType(MalformedPacketException.class).isThrownBy(() -> decode(codec.decoder(), encoded));
    }

    @Test
    void refusesNestingWithoutEnd() {
        Object nested = List.of();
        for (int i = 0; i < 150; i++) {
            nested = List.of(nested);
        }
        EncodedPacket encoded = codec.encode(Packet.event("/", Packet.NO_ID, "a", Arguments.of(nested)));

        assertThatExceptionOfType(MalformedPacketException.class).isThrownBy(() -> decode(codec.decoder(), encoded));
    }

    @Test
    void refusesEmptyMessages() {
        assertThatExceptionOfType(MalformedPacketException.class)
                .isThrownBy(() -> codec.decoder().decode(Frame.text("")));
        assertThatExceptionOfType(MalformedPacketException.class)
                .isThrownBy(() -> codec.decoder().decode(Frame.binary(new byte[0])));
    }

    @Test
    void tellsOfArgumentThatCannotBeWritten() {
        Packet packet = Packet.event("/", 1, "a", Arguments.of(new Object()));

        assertThatExceptionOfType(CodecException.class).isThrownBy(() -> codec.encode(packet));
    }

    @Test
    void readsSlicesOfLargerArrays() {
        PacketDecoder decoder = codec.decoder();
        Packet packet = null;
        for (Frame frame : frames(codec.encode(Packet.event("/", 1, "a", Arguments.of("x", BYTES))))) {
            byte[] larger = new byte[frame.length() + 7];
            Arrays.fill(larger, (byte) 0x93);
            System.arraycopy(frame.toByteArray(), 0, larger, 3, frame.length());
            packet = decoder.decode(
                    frame.isBinary() ? Frame.binary(larger, 3, frame.length()) : Frame.text(larger, 3, frame.length()));
        }

        assertThat(packet).isNotNull();
        assertThat(packet.arguments().get(0, String.class)).isEqualTo("x");
        assertThat(packet.arguments().get(1, byte[].class)).isEqualTo(BYTES);
    }

    @Test
    void takesBrokenMessagesForMalformedPacketsOrForOthersThatCanBeRead() {
        Random random = new Random(20_260_101);
        Packet packet = Packet.event(
                "/nsp", 300, "name", Arguments.of("text é", 70_000, -1.5, Map.of("k", List.of(true)), BYTES));
        List<Frame> frames = frames(codec.encode(packet));

        for (int i = 0; i < 20_000; i++) {
            PacketDecoder decoder = codec.decoder();
            try {
                for (Frame frame : frames) {
                    Packet decoded = decoder.decode(broken(frame, random));
                    if (decoded != null) {
                        readAll(decoded);
                    }
                }
            } catch (MalformedPacketException expected) {
                // the next one
            }
        }
    }

    /** Text stays UTF-8: the engine lets nothing else pass. */
    private static Frame broken(Frame frame, Random random) {
        byte[] bytes = frame.toByteArray();
        for (int changes = random.nextInt(4); changes > 0 && bytes.length > 0; changes--) {
            bytes[random.nextInt(bytes.length)] = (byte) (frame.isBinary() ? random.nextInt() : random.nextInt(128));
        }
        int length = random.nextInt(4) == 0 ? random.nextInt(bytes.length + 1) : bytes.length;
        if (frame.isBinary()) {
            return Frame.binary(bytes, 0, length);
        }
        return Frame.text(new String(bytes, 0, length, StandardCharsets.UTF_8));
    }

    private static void readAll(Packet packet) {
        Arguments arguments = packet.arguments();
        for (int i = 0; i < arguments.size(); i++) {
            try {
                Object value = arguments.get(i, Object.class);
                assertThat(value == null).isEqualTo(arguments.isNull(i));
            } catch (CodecException mismatch) {
                assertThat(mismatch).isNotNull();
            }
        }
    }
}
