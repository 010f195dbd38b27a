package io.pocketio.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClusterCountersTests {

    private final ClusterCounters counters = new ClusterCounters();

    @Test
    void beginsWithNothing() {
        assertThat(counters)
                .returns(0L, ClusterStatistics::published)
                .returns(0L, ClusterStatistics::received)
                .returns(0L, ClusterStatistics::lost)
                .returns(0L, ClusterStatistics::malformed)
                .returns(0L, ClusterStatistics::foreign)
                .returns(0L, ClusterStatistics::silentNodes)
                .returns(0L, ClusterStatistics::pendingBytes)
                .returns(0L, ClusterStatistics::streamLagMillis)
                .returns(0L, ClusterStatistics::outages);
    }

    @Test
    void countsEachByItself() {
        counters.countPublished(2);
        counters.countPublished(1);
        counters.countReceived();
        counters.countReceived();
        counters.countLost(4);
        counters.countMalformed();
        counters.countForeign();
        counters.countForeign();
        counters.countForeign();
        counters.countForeign();
        counters.countForeign();
        counters.countSilentNodes(6);
        counters.countOutage();

        assertThat(counters)
                .returns(3L, ClusterStatistics::published)
                .returns(2L, ClusterStatistics::received)
                .returns(4L, ClusterStatistics::lost)
                .returns(1L, ClusterStatistics::malformed)
                .returns(5L, ClusterStatistics::foreign)
                .returns(6L, ClusterStatistics::silentNodes)
                .returns(1L, ClusterStatistics::outages);
    }

    @Test
    void tellsWhatWaitsAndHowLateItIsNow() {
        counters.addPendingBytes(100);
        counters.addPendingBytes(-30);
        counters.streamLagMillis(500);
        counters.streamLagMillis(20);

        assertThat(counters)
                .returns(70L, ClusterStatistics::pendingBytes)
                .returns(20L, ClusterStatistics::streamLagMillis);
    }
}
