package io.pocketio.interop;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/** With Node's {@code createAdapter} for streams of Redis. */
class StreamsClusterTests extends ClusterWithEmitterContract {

    StreamsClusterTests() {
        super("redis-streams");
    }

    @TestFactory
    Stream<DynamicNode> bringClientsBack() {
        return comeBack(Kind.POCKETIO, Kind.POCKETIO);
    }

    @TestFactory
    Stream<DynamicNode> bringClientsOfNodeBack() {
        return comeBack(Kind.NODE, Kind.POCKETIO);
    }

    @TestFactory
    Stream<DynamicNode> haveTheirClientsBroughtBackByNode() {
        return comeBack(Kind.POCKETIO, Kind.NODE);
    }

    @TestFactory
    Stream<DynamicNode> areAsNodesOfNodeWithRecovery() {
        return comeBack(Kind.NODE, Kind.NODE);
    }

    /** All that a cluster does, while clients can come back. */
    @TestFactory
    Stream<DynamicNode> talkWithEachOtherWithRecovery() {
        return checks(Kind.POCKETIO, Kind.NODE, "cluster", 20, true);
    }

    private Stream<DynamicNode> comeBack(Kind first, Kind second) {
        return checks(first, second, "recovery", 2, true);
    }
}
