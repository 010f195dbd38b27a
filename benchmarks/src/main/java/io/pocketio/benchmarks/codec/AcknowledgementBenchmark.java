package io.pocketio.benchmarks.codec;

import io.pocketio.engine.packet.Frame;
import io.pocketio.protocol.Arguments;
import io.pocketio.protocol.EncodedPacket;
import io.pocketio.protocol.Packet;
import io.pocketio.protocol.PacketDecoder;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;

/** Acknowledgements with one small argument, of the client and of the server. */
public class AcknowledgementBenchmark extends CodecBenchmark {

    static final long ID = 1234;

    private final PacketDecoder decoder = codecs.json.decoder();
    private final Message message = Message.ofSize(32);
    private final byte[] argument = codecs.mapper.writeValueAsBytes(message);
    private final Frame frame = Frame.text("3" + ID + "[" + codecs.mapper.writeValueAsString(message) + "]");

    @Benchmark
    public @Nullable Message decode() {
        Packet packet = Objects.requireNonNull(decoder.decode(frame));
        return packet.arguments().get(0, Message.class);
    }

    @Benchmark
    public Message decodeJackson() {
        return codecs.mapper.readValue(argument, Message.class);
    }

    @Benchmark
    public EncodedPacket encode() {
        return codecs.json.encode(Packet.ack(NAMESPACE, ID, Arguments.of(message)));
    }

    @Benchmark
    public byte[] encodeJackson() {
        return codecs.mapper.writeValueAsBytes(message);
    }
}
