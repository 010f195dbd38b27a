package io.pocketio.engine.packet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class FrameTests {

    @Test
    void isDeflatedOnceWhileSomebodyUsesWhatCameOfIt() {
        Frame frame = Frame.text("hello");
        AtomicInteger calls = new AtomicInteger();

        Frame first = frame.deflated(plain -> Frame.binary(new byte[] {(byte) calls.incrementAndGet()}));
        Frame second = frame.deflated(plain -> Frame.binary(new byte[] {(byte) calls.incrementAndGet()}));

        assertThat(second).isSameAs(first);
        assertThat(calls).hasValue(1);
    }
}
