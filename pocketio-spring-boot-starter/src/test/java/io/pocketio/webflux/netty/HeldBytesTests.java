package io.pocketio.webflux.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;

class HeldBytesTests {

    private final HeldBytes held = new HeldBytes();

    @Test
    void tellsOnceOfWhatHasBeenHeld() {
        assertThat(held.wasHeld()).isFalse();
        held.add(Unpooled.EMPTY_BUFFER);
        assertThat(held.wasHeld()).isTrue();
        assertThat(held.wasHeld()).isTrue();

        held.drainTo(bytes -> {});

        assertThat(held.wasHeld()).isTrue();
        assertThat(held.wasHeld()).isFalse();
    }
}
