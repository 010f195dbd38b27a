package io.pocketio.benchmarks.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.pocketio.engine.packet.EnginePacket;
import io.pocketio.engine.packet.Frame;
import io.pocketio.protocol.EncodedPacket;
import org.junit.jupiter.api.Test;

class AttachmentBenchmarkTests {

    private static final byte[] DATA = new byte[1024];

    private final AttachmentBenchmark benchmark = new AttachmentBenchmark();

    @Test
    void decodesTheSamePictureInBothWays() {
        assertThat(benchmark.decodeMember())
                .usingRecursiveComparison()
                .isEqualTo(new AttachmentBenchmark.Picture("cat.png", DATA))
                .isEqualTo(benchmark.decodeMemberJackson());
    }

    @Test
    void decodesTheBytesAsTheyAre() {
        assertThat(benchmark.decodeArgument()).isEqualTo(DATA);
    }

    @Test
    void encodesThePictureWithAnAttachment() {
        String argument = "{\"name\":\"cat.png\",\"data\":{\"_placeholder\":true,\"num\":0}}";

        assertThat(frames(benchmark.encodeMember()))
                .containsExactly(Frame.text("451-[\"picture\"," + argument + "]"), Frame.binary(DATA));
    }

    @Test
    void encodesTheBytesAsAnAttachment() {
        assertThat(frames(benchmark.encodeArgument()))
                .containsExactly(Frame.text("451-[\"picture\",{\"_placeholder\":true,\"num\":0}]"), Frame.binary(DATA));
    }

    @Test
    void hasJacksonEncodeWhatItCanDecode() {
        Codecs codecs = new Codecs();

        assertThat(codecs.mapper
                        .readValue(benchmark.encodeMemberJackson(), AttachmentBenchmark.Picture.class)
                        .data())
                .isEqualTo(DATA);
    }

    private static Frame[] frames(EncodedPacket packet) {
        return packet.packets().stream().map(EnginePacket::frame).toArray(Frame[]::new);
    }
}
