package io.pocketio.cluster.sharded;

class StaticClusterTests extends ShardedClusterContract {

    StaticClusterTests() {
        super(SubscriptionMode.STATIC);
    }
}
