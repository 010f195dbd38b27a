package io.pocketio.adapter.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.pocketio.adapter.BroadcastFlags;
import io.pocketio.adapter.BroadcastTarget;
import io.pocketio.adapter.RecoveryLimits;
import io.pocketio.engine.packet.EnginePacket;
import io.pocketio.protocol.EncodedPacket;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PacketLogTests {

    private final PacketLog log = new PacketLog(
            new RecoveryBudget(new RecoveryLimits(Duration.ofMillis(100), Duration.ofMillis(150), 3, 10_000, 1)));

    private static final BroadcastTarget ALL = BroadcastTarget.ALL;

    private static EncodedPacket packet(int length) {
        return new EncodedPacket(List.of(EnginePacket.message("x".repeat(length))));
    }

    private void append(int count) {
        for (int i = 0; i < count; i++) {
            log.append(packet(1), ALL, 0);
        }
    }

    private List<Long> behind(long number) {
        List<PacketLog.Entry> entries = log.behind(number);
        assertThat(entries).isNotNull();
        return entries.stream().map(PacketLog.Entry::number).toList();
    }

    @Test
    void numbersFromOne() {
        assertThat(log.last()).isZero();
        assertThat(behind(0)).isEmpty();

        append(2);

        assertThat(log.last()).isEqualTo(2);
        assertThat(behind(0)).containsExactly(1L, 2L);
        assertThat(behind(1)).containsExactly(2L);
        assertThat(behind(2)).isEmpty();
    }

    @Test
    void forgetsTheFirstWhenThereAreTooMany() {
        append(4);

        assertThat(log.behind(0)).isNull();
        assertThat(behind(1)).containsExactly(2L, 3L, 4L);
    }

    @Test
    void forgetsTheFirstWhenTheyWeighTooMuch() {
        log.append(packet(5_000), ALL, 0);
        log.append(packet(5_000), ALL, 0);

        assertThat(log.behind(0)).isNull();
        assertThat(behind(1)).containsExactly(2L);
    }

    @Test
    void keepsNothingOfAPacketThatIsTooLarge() {
        log.append(packet(20_000), ALL, 0);

        assertThat(log.isEmpty()).isTrue();
        assertThat(log.last()).isEqualTo(1);
        assertThat(log.behind(0)).isNull();
        assertThat(behind(1)).isEmpty();
    }

    @Test
    void forgetsWhatIsTooOld() {
        log.append(packet(1), ALL, 0);
        log.append(packet(1), ALL, 100);

        log.dropOld(150);
        assertThat(behind(0)).hasSize(2);
        log.dropOld(151);

        assertThat(log.behind(0)).isNull();
        assertThat(behind(1)).containsExactly(2L);
    }

    @Test
    void knowsWhomAPacketIsFor() {
        log.append(packet(1), new BroadcastTarget(Set.of("a", "b"), Set.of("x"), BroadcastFlags.NONE), 0);
        log.append(packet(1), new BroadcastTarget(Set.of(), Set.of("x"), BroadcastFlags.NONE), 0);
        List<PacketLog.Entry> entries = log.behind(0);
        assertThat(entries).hasSize(2);

        assertThat(entries.get(0).isFor(Set.of("b", "c"))).isTrue();
        assertThat(entries.get(0).isFor(Set.of("c"))).isFalse();
        assertThat(entries.get(0).isFor(Set.of("a", "x"))).isFalse();
        assertThat(entries.get(1).isFor(Set.of("c"))).isTrue();
        assertThat(entries.get(1).isFor(Set.of("x"))).isFalse();
    }
}
