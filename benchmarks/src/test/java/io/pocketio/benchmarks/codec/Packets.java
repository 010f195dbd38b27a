package io.pocketio.benchmarks.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.pocketio.engine.packet.Frame;
import io.pocketio.protocol.EncodedPacket;

final class Packets {

    private Packets() {}

    static Frame only(EncodedPacket packet) {
        assertThat(packet.packets()).hasSize(1);
        return packet.packets().get(0).frame();
    }
}
