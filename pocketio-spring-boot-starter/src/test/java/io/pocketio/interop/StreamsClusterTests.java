package io.pocketio.interop;

/** With Node's {@code createAdapter} for streams of Redis. */
class StreamsClusterTests extends ClusterWithEmitterContract {

    StreamsClusterTests() {
        super("redis-streams");
    }
}
