package io.pocketio.cluster.sharded;

class DynamicClusterTests extends ShardedClusterContract {

    DynamicClusterTests() {
        super(SubscriptionMode.DYNAMIC);
    }
}
