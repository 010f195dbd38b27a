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

/** Events with one argument: from a frame to a record, and from a record to a frame. */
public class EventBenchmark extends CodecBenchmark {

    static final String EVENT = "message";

    /** Bytes of the argument's JSON. */
    @Param({"32", "1024", "16384"})
    int size = 32;

    private final PacketDecoder decoder = codecs.json.decoder();
    private final PacketDecoder msgpackDecoder = codecs.msgpack.decoder();

    private Message message = Message.ofSize(size);
    private byte[] argument = {};
    private Frame frame = Frame.text("");
    private Frame msgpackFrame = Frame.text("");

    @Setup
    public void setUp() {
        message = Message.ofSize(size);
        argument = codecs.mapper.writeValueAsBytes(message);
        frame = Frame.text("2[\"" + EVENT + "\"," + codecs.mapper.writeValueAsString(message) + "]");
        msgpackFrame = encodeMsgpack().packets().get(0).frame();
    }

    @Benchmark
    public @Nullable Message decode() {
        return decode(decoder, frame);
    }

    @Benchmark
    public @Nullable Message decodeMsgpack() {
        return decode(msgpackDecoder, msgpackFrame);
    }

    private static @Nullable Message decode(PacketDecoder decoder, Frame frame) {
        Packet packet = Objects.requireNonNull(decoder.decode(frame));
        return packet.arguments().get(0, Message.class);
    }

    @Benchmark
    public Message decodeJackson() {
        return codecs.mapper.readValue(argument, Message.class);
    }

    @Benchmark
    public EncodedPacket encode() {
        return codecs.json.encode(event());
    }

    @Benchmark
    public EncodedPacket encodeMsgpack() {
        return codecs.msgpack.encode(event());
    }

    private Packet event() {
        return Packet.event(NAMESPACE, Packet.NO_ID, EVENT, Arguments.of(message));
    }

    @Benchmark
    public byte[] encodeJackson() {
        return codecs.mapper.writeValueAsBytes(message);
    }
}
