package io.pocketio.adapter.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.pocketio.adapter.BroadcastTarget;
import io.pocketio.adapter.RecoverableSession;
import io.pocketio.adapter.RecoveryLimits;
import io.pocketio.engine.packet.EnginePacket;
import io.pocketio.protocol.EncodedPacket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RecoveryBudgetTests {

    private static final EncodedPacket PACKET = new EncodedPacket(List.of(EnginePacket.message("news")));

    private final RecoveryBudget budget =
            new RecoveryBudget(new RecoveryLimits(Duration.ofMinutes(2), Duration.ofMinutes(3), 3, 1_000_000, 2));
    private final PacketLog log = new PacketLog(budget);
    private final PacketLog another = new PacketLog(budget);

    @Test
    void boundsThePacketsOfAllNamespacesTogether() {
        append(log, 2);
        append(another, 4);

        assertThat(log.behind(0)).hasSize(2);
        assertThat(another.behind(3)).hasSize(1);
        assertThat(another.behind(2)).isNull();
    }

    @Test
    void keepsNothingForANamespaceWhenOthersHaveTakenAllRoom() {
        append(log, 3);
        append(another, 1);

        assertThat(another.behind(0)).isNull();
        assertThat(another.behind(1)).isEmpty();
    }

    @Test
    void givesRoomBackThatIsNotNeededAnyMore() {
        append(log, 3);
        log.clear();
        append(another, 3);

        assertThat(another.behind(0)).hasSize(3);
    }

    @Test
    void boundsTheSessionsOfAllNamespacesTogether() {
        SavedSessions sessions = new SavedSessions(budget);
        SavedSessions others = new SavedSessions(budget);
        sessions.save(session("a"), 0);
        sessions.save(session("b"), 0);

        others.save(session("c"), 0);
        sessions.take("a");
        others.save(session("d"), 0);
        sessions.clear();
        others.save(session("e"), 0);

        assertThat(others.take("c")).isNull();
        assertThat(others.take("d")).isNotNull();
        assertThat(others.take("e")).isNotNull();
    }

    private static void append(PacketLog log, int count) {
        for (int i = 0; i < count; i++) {
            log.append(PACKET, BroadcastTarget.ALL, 0);
        }
    }

    private static RecoverableSession session(String pid) {
        return new RecoverableSession(pid, "sid of " + pid, Set.of(), Map.of(), "since", null, "left");
    }
}
