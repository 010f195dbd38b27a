package io.pocketio.cluster.sharded;

class DynamicPrivateClusterTests extends ShardedClusterContract {

    DynamicPrivateClusterTests() {
        super(SubscriptionMode.DYNAMIC_PRIVATE);
    }
}
