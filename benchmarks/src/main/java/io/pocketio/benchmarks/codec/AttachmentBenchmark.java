package io.pocketio.benchmarks.codec;

import io.pocketio.engine.packet.Frame;
import io.pocketio.protocol.Arguments;
import io.pocketio.protocol.EncodedPacket;
import io.pocketio.protocol.Packet;
import io.pocketio.protocol.PacketDecoder;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;

/**
 * Events with one attachment of 1 KiB: as a member of a record, beside Jackson, which has to make base64 of it; and as the
 * argument itself, where Jackson has nothing to do.
 */
public class AttachmentBenchmark extends CodecBenchmark {

    static final String EVENT = "picture";

    private static final String PLACEHOLDER = "{\"_placeholder\":true,\"num\":0}";

    private final PacketDecoder decoder = codecs.json.decoder();
    private final byte[] data = new byte[1024];
    private final Picture picture = new Picture("cat.png", data);
    private final byte[] argument = codecs.mapper.writeValueAsBytes(picture);
    private final Frame memberHead = head("{\"name\":\"cat.png\",\"data\":" + PLACEHOLDER + "}");
    private final Frame argumentHead = head(PLACEHOLDER);
    private final Frame attachment = Frame.binary(data);

    record Picture(String name, byte[] data) {}

    private static Frame head(String argument) {
        return Frame.text("51-[\"" + EVENT + "\"," + argument + "]");
    }

    @Benchmark
    public @Nullable Picture decodeMember() {
        return decode(memberHead).get(0, Picture.class);
    }

    @Benchmark
    public byte @Nullable [] decodeArgument() {
        return decode(argumentHead).get(0, byte[].class);
    }

    private Arguments decode(Frame head) {
        decoder.decode(head);
        return Objects.requireNonNull(decoder.decode(attachment)).arguments();
    }

    @Benchmark
    public Picture decodeMemberJackson() {
        return codecs.mapper.readValue(argument, Picture.class);
    }

    @Benchmark
    public EncodedPacket encodeMember() {
        return encode(picture);
    }

    @Benchmark
    public EncodedPacket encodeArgument() {
        return encode(data);
    }

    private EncodedPacket encode(Object value) {
        return codecs.json.encode(Packet.event(NAMESPACE, Packet.NO_ID, EVENT, Arguments.of(value)));
    }

    @Benchmark
    public byte[] encodeMemberJackson() {
        return codecs.mapper.writeValueAsBytes(picture);
    }
}
