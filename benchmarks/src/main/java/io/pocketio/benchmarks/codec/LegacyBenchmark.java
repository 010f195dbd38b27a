package io.pocketio.benchmarks.codec;

import io.pocketio.engine.packet.Frame;
import io.pocketio.protocol.Arguments;
import io.pocketio.protocol.EncodedPacket;
import io.pocketio.protocol.Packet;
import io.pocketio.protocol.PacketDecoder;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Events of clients of Socket.IO 0.7 to 0.9 beside those of newer ones. */
public class LegacyBenchmark extends CodecBenchmark {

    private static final String EVENT = "news";

    /** Bytes of the argument's JSON. */
    @Param({"32", "1024"})
    int size = 32;

    private final PacketDecoder decoder = codecs.json.decoder();
    private final PacketDecoder legacyDecoder = codecs.legacy.decoder();

    private Packet event = Packet.disconnect(NAMESPACE);
    private Packet message = event;
    private Frame frame = Frame.text("");
    private Frame legacyFrame = Frame.text("");
    private Frame messageFrame = Frame.text("");

    @Setup
    public void setUp() {
        event = Packet.event(NAMESPACE, Packet.NO_ID, EVENT, Arguments.of(Message.ofSize(size)));
        message = Packet.event(NAMESPACE, Packet.NO_ID, "message", Arguments.of("x".repeat(size)));
        frame = encode().packets().get(0).data();
        legacyFrame = encodeLegacy().packets().get(0).frame();
        messageFrame = encodeLegacyText().packets().get(0).frame();
    }

    @Benchmark
    public EncodedPacket encode() {
        return codecs.json.encode(event);
    }

    @Benchmark
    public EncodedPacket encodeLegacy() {
        return codecs.legacy.encode(event);
    }

    @Benchmark
    public EncodedPacket encodeLegacyText() {
        return codecs.legacy.encode(message);
    }

    @Benchmark
    public @Nullable Message decode() {
        return decode(decoder, frame);
    }

    @Benchmark
    public @Nullable Message decodeLegacy() {
        return decode(legacyDecoder, legacyFrame);
    }

    private static @Nullable Message decode(PacketDecoder decoder, Frame frame) {
        return Objects.requireNonNull(decoder.decode(frame)).arguments().get(0, Message.class);
    }

    @Benchmark
    public @Nullable String decodeLegacyText() {
        return Objects.requireNonNull(legacyDecoder.decode(messageFrame))
                .arguments()
                .get(0, String.class);
    }
}
