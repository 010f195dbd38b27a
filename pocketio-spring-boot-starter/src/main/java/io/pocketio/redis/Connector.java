package io.pocketio.redis;

import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.util.concurrent.CompletionStage;

/** Makes the connections to one Redis. They are the caller's, who closes them. */
interface Connector {

    CompletionStage<StatefulRedisConnection<String, byte[]>> connect();

    CompletionStage<StatefulRedisPubSubConnection<String, byte[]>> connectPubSub();
}
