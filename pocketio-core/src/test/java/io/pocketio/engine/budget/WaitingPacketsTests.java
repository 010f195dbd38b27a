package io.pocketio.engine.budget;

import static org.assertj.core.api.Assertions.assertThat;

import io.pocketio.engine.packet.EnginePacket;
import org.junit.jupiter.api.Test;

class WaitingPacketsTests {

    private static final int LENGTH = 10_000;

    private final WaitingPackets waiting = new WaitingPackets();
    private final EnginePacket packet = EnginePacket.message("x".repeat(LENGTH));

    @Test
    void countsAPacketOnceForAllThatItWaitsFor() {
        for (int i = 0; i < 100; i++) {
            waiting.add(packet);
        }

        assertThat(waiting.bytes()).isBetween((long) LENGTH, LENGTH + LENGTH / 2L);
    }

    @Test
    void countsAPacketUntilItWaitsForNobody() {
        waiting.add(packet);
        waiting.add(packet);

        waiting.remove(packet);
        assertThat(waiting.bytes()).isGreaterThan(LENGTH);
        waiting.remove(packet);

        assertThat(waiting.bytes()).isZero();
    }

    @Test
    void countsPacketsThatLookAlikeEach() {
        waiting.add(packet);
        waiting.add(EnginePacket.message("x".repeat(LENGTH)));

        assertThat(waiting.bytes()).isGreaterThan(2 * LENGTH);
    }

    /** As one that never changes, such as a ping, does. */
    @Test
    void countsAPacketThatTwoServersSendAtEither() {
        WaitingPackets elsewhere = new WaitingPackets();

        waiting.add(packet);
        elsewhere.add(packet);
        waiting.remove(packet);
        elsewhere.add(packet);
        assertThat(elsewhere.bytes()).isGreaterThan(LENGTH);
        elsewhere.remove(packet);
        elsewhere.remove(packet);

        assertThat(waiting.bytes()).isZero();
        assertThat(elsewhere.bytes()).isZero();
    }
}
